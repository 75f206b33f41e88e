/** On which day a recurrence is due first. */
import {
  addDays,
  dayOfMonth,
  DAYS_IN_A_WEEK,
  lastOfMonth,
  monthOf,
  weekdayOf,
  type Day,
} from './days.ts';

/** A leap day is at most so far away. */
const SEARCH_DAYS_MAX = 366 * 8;

/** The parts of a rule that say on which days it is due. */
export interface RuleDays {
  readonly months?: readonly number[];
  readonly monthDays?: readonly number[];
  readonly days?: readonly number[];
  readonly ordinal?: number;
  readonly position?: number;
}

/** Finds the first day from `start` on that the parts of a rule allow; its interval begins there. */
export function firstDay(rule: RuleDays, start: Day): Day | undefined {
  for (let ahead = 0; ahead < SEARCH_DAYS_MAX; ahead += 1) {
    const day = addDays(start, ahead);
    if (isAllowed(rule, day) && isPosition(rule, day)) return day;
  }
  return undefined;
}

function isAllowed(rule: RuleDays, day: Day): boolean {
  const { months, monthDays, days } = rule;
  if (days && !days.includes(weekdayOf(day))) return false;
  if (months && !months.includes(monthOf(day))) return false;
  if (monthDays === undefined && rule.ordinal === undefined) return true;
  const last = dayOfMonth(lastOfMonth(day));
  const own = dayOfMonth(day);
  const left = last - own;
  // A month that does not have the day has it on its last one.
  const isWanted = (each: number): boolean => Math.min(each, last) === own || each === -left - 1;
  if (monthDays && !monthDays.some(isWanted)) return false;
  return days === undefined || isOrdinal(rule, own, left);
}

function isOrdinal({ ordinal = 0 }: RuleDays, own: number, left: number): boolean {
  const before = ordinal > 0 ? own - 1 : left;
  return ordinal === 0 || Math.floor(before / DAYS_IN_A_WEEK) + 1 === Math.abs(ordinal);
}

/** Counts the days of the month that a rule allows, up to a day or from it on. */
function isPosition(rule: RuleDays, day: Day): boolean {
  const { position } = rule;
  if (position === undefined) return true;
  const [first, last] = position > 0 ? [day - dayOfMonth(day) + 1, day] : [day, lastOfMonth(day)];
  let count = 0;
  for (let each = first; each <= last; each += 1) if (isAllowed(rule, each)) count += 1;
  return count === Math.abs(position);
}
