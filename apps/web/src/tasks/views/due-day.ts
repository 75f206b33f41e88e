import type { Task } from '@taskora/api-client';

import { ownZone, wallClock } from '../add/typed.ts';

/** The instant at which the clocks of a zone show this, as in 2026-11-28T09:30; found in two steps, for DST. */
function instantOf(shown: string, zone: string): number {
  const wanted = Date.parse(`${shown}Z`);
  const isAt = (at: number) =>
    Date.parse(`${wallClock({ at: new Date(at).toISOString(), zone })}Z`);
  const near = wanted - (isAt(wanted) - wanted);
  return near + (wanted - isAt(near));
}

/** The reader's day on which a task is due: of a time with a zone, the one that it is then here. */
export function dueDayHere({
  dueOn,
  dueTime,
  dueZone,
}: Pick<Task, 'dueOn' | 'dueTime' | 'dueZone'>): string | null {
  const zone = ownZone();
  if (!dueOn || !dueTime || !dueZone || dueZone === zone) return dueOn;
  try {
    const at = instantOf(`${dueOn}T${dueTime.slice(0, 'hh:mm'.length)}`, dueZone);
    return wallClock({ at: new Date(at).toISOString(), zone }).slice(0, 'yyyy-mm-dd'.length);
  } catch {
    // A zone that this browser does not know yet.
    return dueOn;
  }
}
