/** What each project or room may import, by name. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

interface Dependency {
  readonly target: string;
  /** `implicit` where nothing is imported, but a target needs what another project makes. */
  readonly type: string;
}

/** The JSON that `nx graph --file` writes, as far as the picture shows it. */
interface GraphFile {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
    readonly dependencies: Readonly<Record<string, readonly Dependency[]>>;
  };
}

/** Mermaid's text of Nx's graph, a box for each top-level folder; arrows without an import are dotted. */
export function projectPicture(graphFile: string): string {
  const { nodes, dependencies } = (JSON.parse(graphFile) as GraphFile).graph;
  const projects = Object.keys(nodes).toSorted((one, other) => one.localeCompare(other));
  const folders = Map.groupBy(projects, (name) => nodes[name]?.data.root.split('/')[0] ?? '');
  const boxes = [...folders].toSorted(([one], [other]) => one.localeCompare(other));
  const arrows = projects.map((name) => [
    name,
    (dependencies[name] ?? []).map(({ target }) => target).toSorted(),
  ]);
  return flowchart(
    boxes.flatMap(([folder, members]) => [
      `subgraph ${folder}`,
      ...members.map((name) => `  ${idOf(name)}["${name}"]`),
      'end',
    ]),
    Object.fromEntries(arrows) as Arrows,
    (name, end) =>
      dependencies[name]?.some(({ target, type }) => target === end && type === 'implicit') ===
      true,
  );
}

/** Mermaid's text of the rooms of a package. */
export function roomPicture(rooms: Arrows): string {
  return flowchart(Object.keys(rooms), rooms);
}

type IsDotted = (name: string, end: string) => boolean;

function flowchart(
  boxes: readonly string[],
  arrows: Arrows,
  isDotted: IsDotted = () => false,
): string {
  const lines = [...boxes, ...arrowLines(arrows, isDotted)].map((line) => `  ${line}`);
  return ['```mermaid', 'flowchart TB', ...lines, '```'].join('\n');
}

/** An arrow is left out where a longer path leads to the same end: fewer lines say as much. */
function arrowLines(arrows: Arrows, isDotted: IsDotted): string[] {
  const reached = (name: string, seen = new Set<string>()): Set<string> => {
    for (const next of arrows[name] ?? []) {
      if (!seen.has(next)) reached(next, seen.add(next));
    }
    return seen;
  };
  return Object.entries(arrows).flatMap(([name, ends]) =>
    ends
      .filter((end) => !ends.some((other) => other !== end && reached(other).has(end)))
      .map((end) => `${idOf(name)} ${isDotted(name, end) ? '-.->' : '-->'} ${idOf(end)}`),
  );
}

/** A name of Mermaid has no hyphen, which would begin an arrow. */
function idOf(name: string): string {
  return name.replaceAll(/\W/g, '_');
}
