import type { CalendarView } from '../views/view.ts';
import type { Day } from './days.ts';

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });

const month = format({ month: 'long', year: 'numeric' });
const week = format({ day: 'numeric', month: 'long', year: 'numeric' });
const weekdays = {
  long: format({ weekday: 'long' }),
  short: format({ weekday: 'short' }),
};

const at = (day: Day) => new Date(`${day}T00:00:00Z`);

/** What is shown: "November 2026", or "30 November – 6 December 2026". */
export function spanText(
  by: CalendarView['by'],
  on: Day,
  weeks: readonly (readonly Day[])[],
): string {
  if (by === 'month') return month.format(at(on));
  const [first = on] = weeks[0] ?? [];
  return week.formatRange(at(first), at(weeks.at(-1)?.at(-1) ?? on));
}

export const weekdayText = (day: Day, length: keyof typeof weekdays): string =>
  weekdays[length].format(at(day));
