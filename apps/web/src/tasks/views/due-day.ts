import { ownZone, wallClock } from '../add/typed.ts';

/** The instant at which the clocks of a zone show this, as in 2026-11-28T09:30; found in two steps, for DST. */
function instantOf(shown: string, zone: string): number {
  const wanted = Date.parse(`${shown}Z`);
  const isAt = (at: number) =>
    Date.parse(`${wallClock({ at: new Date(at).toISOString(), zone })}Z`);
  const near = wanted - (isAt(wanted) - wanted);
  return near + (wanted - isAt(near));
}

/** When a task is due, by the clocks of its own zone. */
export interface Due {
  dueOn: string | null;
  dueTime?: string | null | undefined;
  dueZone?: string | null | undefined;
}

/** When a task is due by the reader's clocks; null where it is not due. */
export function dueHere({ dueOn, dueTime, dueZone }: Due): {
  day: string;
  /** As in 17:00; null where the whole day is meant. */
  time: string | null;
} | null {
  if (!dueOn) return null;
  const time = dueTime ? dueTime.slice(0, 'hh:mm'.length) : null;
  const zone = ownZone();
  if (!time || !dueZone || dueZone === zone) return { day: dueOn, time };
  try {
    const at = instantOf(`${dueOn}T${time}`, dueZone);
    const [day = dueOn, here = time] = wallClock({ at: new Date(at).toISOString(), zone }).split(
      'T',
    );
    return { day, time: here };
  } catch {
    // A zone that this browser does not know yet.
    return { day: dueOn, time };
  }
}

/** The reader's day on which a task is due: of a time with a zone, the one that it is then here. */
export function dueDayHere(due: Due): string | null {
  return dueHere(due)?.day ?? null;
}
