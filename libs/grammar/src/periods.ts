/** Weeks, months, quarters and years: from which day to which they are. */
import type { Context } from './context.ts';
import {
  addDays,
  addMonths,
  dayOf,
  firstOfMonth,
  firstOfWeek,
  lastOfMonth,
  modulo,
  monthOf,
  MONTHS_IN_A_YEAR,
  valid,
  yearOf,
  type Day,
} from './days.ts';
import type { Period, Year } from './nodes.ts';

const YEAR_MIN = 1900;
const YEAR_FUTURE_MAX = 20;
const YEARS_IN_A_CENTURY = 100;

export type Span = readonly [first: Day, last: Day];

/**
 * Reads a year: itself, `{full}`, `{yy}` of two digits, or `{rel}` from the running one.
 *
 * One of two digits is of the years to come, or of a century up to them where days may be past.
 * "24 December 1800" is a time of day for some, and no due date for anybody; 1800-01-01, whose
 * year is a full one, is nothing but a date, and whoever takes it says that it is too early.
 */
export function fullYear(year: Year, { today, past }: Context): number | undefined {
  if (typeof year === 'number') return year >= YEAR_MIN ? year : undefined;
  if ('full' in year) return year.full;
  const running = yearOf(today);
  if ('rel' in year) return running + year.rel;
  const found = running - (running % YEARS_IN_A_CENTURY) + year.yy;
  const ahead = found - running;
  if (past) return ahead > YEAR_FUTURE_MAX ? found - YEARS_IN_A_CENTURY : found;
  return ahead >= 0 && ahead <= YEAR_FUTURE_MAX ? found : undefined;
}

const wholeYear = (year: number): Span => [dayOf(year, 1, 1), dayOf(year, MONTHS_IN_A_YEAR, 31)];

/** Finds the days of a period: `{u, rel}`, `{m, y?, which?}` or `{y}`. */
export function readPeriod(period: Period, context: Context): Span | undefined {
  if ('u' in period) return relative(period.u, period.rel, context);
  if ('m' in period) return month(period, context);
  const year = fullYear(period.y, context);
  return year === undefined ? undefined : wholeYear(year);
}

function relative(unit: string, ahead: number, { today, weekStart }: Context): Span {
  switch (unit) {
    case 'day': {
      const day = addDays(today, ahead);
      return [day, day];
    }
    case 'week': {
      const first = firstOfWeek(today, ahead, weekStart);
      return [first, addDays(first, 6)];
    }
    case 'month':
      return [firstOfMonth(today, ahead), lastOfMonth(today, ahead)];
    case 'quarter': {
      const running = dayOf(yearOf(today), Math.floor((monthOf(today) - 1) / 3) * 3 + 1, 1);
      const first = addMonths(running, 3 * ahead);
      return [first, lastOfMonth(first, 2)];
    }
    default:
      return wholeYear(yearOf(today) + ahead);
  }
}

function month(
  { m, y, which }: Extract<Period, { readonly m: number }>,
  context: Context,
): Span | undefined {
  const { today } = context;
  if (y !== undefined) {
    const year = fullYear(y, context);
    const first = year === undefined ? undefined : valid(year, m, 1);
    return first === undefined ? undefined : [first, lastOfMonth(first)];
  }
  let ahead = modulo(m - monthOf(today), MONTHS_IN_A_YEAR);
  if (which === 'last') ahead -= MONTHS_IN_A_YEAR;
  else if (which === 'next' && ahead === 0) ahead = MONTHS_IN_A_YEAR;
  return [firstOfMonth(today, ahead), lastOfMonth(today, ahead)];
}
