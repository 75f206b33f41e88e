import type { Task } from '@taskora/api-client';

import { ownZone } from '../add/typed.ts';

/**
 * The time at which a task is due, as in "17:00"; with its place where it is that of other clocks than the
 * reader's, as in "17:00 New York". Null where the whole day is meant.
 */
export function timeText({ dueTime, dueZone }: Pick<Task, 'dueTime' | 'dueZone'>): string | null {
  if (!dueTime) return null;
  const time = dueTime.slice(0, 'hh:mm'.length);
  if (!dueZone || dueZone === ownZone()) return time;
  const place = dueZone.split('/').at(-1) ?? dueZone;
  return `${time} ${place.replaceAll('_', ' ')}`;
}
