/** Rooms of a package, each with those that it may import. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

/** Mermaid's text of the rooms; an arrow that a longer way implies is left out. */
export function roomPicture(rooms: Rooms): string {
  const below = (room: string): ReadonlySet<string> =>
    new Set((rooms[room] ?? []).flatMap((next) => [next, ...below(next)]));
  const arrows = Object.entries(rooms).flatMap(([room, allowed]) =>
    allowed
      .filter((next) => !allowed.some((other) => other !== next && below(other).has(next)))
      .map((next) => `  ${room} --> ${next}`),
  );
  return ['flowchart TB', ...Object.keys(rooms).map((room) => `  ${room}`), ...arrows].join('\n');
}
