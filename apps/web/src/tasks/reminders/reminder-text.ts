import type { Reminder, ReminderBody, Task } from '@taskora/api-client';

import { ownZone, wallClock } from '../add/typed.ts';
import { dayText } from '../words/day-text.ts';
import { minutesInDay, units } from './units.ts';

/** When a member wants to know of a task. */
export type When = Pick<Reminder, 'remindAt' | 'minutesBefore' | 'allDayTime'>;

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** A length of time as people say it: "1 day", "1 hour and 30 minutes". */
export function spanText(minutes: number): string {
  let rest = minutes;
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    // Weeks are said of whole weeks alone: nobody says 1 week and 3 days.
    if (count === 0 || (name === 'week' && rest % size !== 0)) continue;
    parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return list.format(parts);
}

/** A number of the largest unit that says a length of time without a rest. */
export function inUnits(minutes: number): { count: number; minutes: number } {
  const [, size] = units.find(([, each]) => minutes > 0 && minutes % each === 0) ?? units[3];
  return { count: minutes / size, minutes: size };
}

export interface Counted {
  /** The task is due at a time, and not on a day. */
  hasTime: boolean;
  /** When in the day one without a time is taken to be due, where the reminder does not say it: `hh:mm`. */
  allDayTime: string;
}

export const hasTime = ({ dueTime }: Pick<Task, 'dueTime'>) => Boolean(dueTime);

/** When a reminder comes, as a sentence without its full stop: "1 day before it is due". */
export function whenText(when: When, { hasTime: atTime, allDayTime }: Counted): string {
  const { remindAt, minutesBefore } = when;
  if (remindAt) {
    const [day = '', time = ''] = wallClock({ at: remindAt, zone: ownZone() }).split('T');
    return `On ${dayText(day)} at ${time}`;
  }
  const minutes = minutesBefore ?? 0;
  if (atTime) return minutes === 0 ? 'When it is due' : `${spanText(minutes)} before it is due`;
  const time = (when.allDayTime ?? allDayTime).slice(0, 'hh:mm'.length);
  if (minutes === 0) return `On the day it is due, at ${time}`;
  if (minutes % minutesInDay === 0) return `${spanText(minutes)} before it is due, at ${time}`;
  return `${spanText(minutes)} before ${time} on the day it is due`;
}

/** The same, as the API takes it. */
export function bodyOf({ remindAt, minutesBefore, allDayTime }: When): ReminderBody {
  return remindAt ? { remindAt } : { minutesBefore, allDayTime };
}
