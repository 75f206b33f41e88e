/**
 * What the readings of the rules mean: from a node of a kind to a day.
 *
 * A kind is what the templates of the rules cannot say by themselves. docs/grammar.md has them all.
 */
import type { Context } from './context.ts';
import {
  addDays,
  DAYS_IN_A_WEEK,
  easter,
  firstOfMonth,
  firstOfWeek,
  inWeek,
  MONTHS_IN_A_YEAR,
  monthOf,
  moved,
  onOrAfter,
  onOrBefore,
  valid,
  weekdayOf,
  yearOf,
  type Day,
} from './days.ts';
import type { Days, Feast, Kind, Node, Period } from './nodes.ts';
import { fullYear, readPeriod } from './periods.ts';

const LEAP_YEAR_SEARCH_YEARS = 8;
/** This month and the two after it: a weekday and a number that are further away are a slip. */
const NAMED_BY_WEEKDAY_MONTHS = 3;
const YEAR_MAX = 2999;
const SATURDAY = 5;
const SUNDAY = 6;

type Found = Day | undefined;

/** Finds the day that a node means; undefined where the calendar has no such day. */
export function resolve(node: Node, context: Context): Found {
  try {
    const day = resolved(node, context);
    return day !== undefined && yearOf(day) <= YEAR_MAX ? day : undefined;
  } catch (error) {
    // "in 9999 years" is no date that anybody can keep.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function resolved(node: Node, context: Context): Found {
  const read = KINDS[node.k] as (node: unknown, context: Context) => Found;
  return read(node, context);
}

/** The whole numbers from the first on. */
const counting = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** The first day that there is, of those that a test takes. */
const firstDay = (days: Iterable<Found>, takes: (day: Day) => boolean): Found => {
  for (const day of days) if (day !== undefined && takes(day)) return day;
  return undefined;
};

/** Without a year it is the next such day, today included. */
function monthDay({ m, d, y }: Days['md'], context: Context): Found {
  const { today } = context;
  if (y !== undefined) {
    const year = fullYear(y, context);
    return year === undefined ? undefined : valid(year, m, d);
  }
  const years = counting(yearOf(today), LEAP_YEAR_SEARCH_YEARS + 1);
  return firstDay(
    years.map((year) => valid(year, m, d)),
    (day) => day >= today,
  );
}

/** The month comes first unless the person writes the day first, or it cannot be one. */
function figures({ a, b, y, strict }: Days['figures'], context: Context): Found {
  const { dayFirst } = context;
  const isClear = a > MONTHS_IN_A_YEAR || b > MONTHS_IN_A_YEAR;
  if (strict && dayFirst === null && !isClear) return undefined;
  let [m, d] = dayFirst ? [b, a] : [a, b];
  if (m > MONTHS_IN_A_YEAR) [m, d] = [d, m];
  if (m > MONTHS_IN_A_YEAR) return undefined;
  return monthDay({ m, d, ...(y === undefined ? {} : { y }) }, context);
}

function weekday({ w, which, more = 0 }: Days['wd'], context: Context): Found {
  const { today, weekStart, nextWeekday } = context;
  switch (which) {
    case undefined:
      // A bare weekday is the next such day after today, so on a Friday "friday" is in a week.
      return onOrAfter(addDays(today, 1), w);
    case 'this':
      return onOrAfter(today, w);
    case 'next':
      return nextWeekday === 'nearest'
        ? onOrAfter(addDays(today, 1 + DAYS_IN_A_WEEK * more), w)
        : inWeek(today, 1 + more, w, weekStart);
    case 'past':
      return onOrBefore(addDays(today, -1), w);
    default:
      return inWeek(today, -1, w, weekStart);
  }
}

/** A day that is said twice has to be the same both times. */
function both({ date, wd }: Days['both'], context: Context): Found {
  const day = resolved(date, context);
  if (day === undefined || (wd.w !== undefined && weekdayOf(day) !== wd.w)) return undefined;
  const isBare = wd.k === 'wd' && wd.which === undefined;
  return isBare || resolved(wd, context) === day ? day : undefined;
}

/** Finds the next day that is both: "friday the 11th". */
function weekdayAndNumber({ w, d }: Days['wdom'], { today, past }: Context): Found {
  const days = inMonths(today, d, past ? MONTHS_IN_A_YEAR : NAMED_BY_WEEKDAY_MONTHS);
  // Of days that may be past, that of this month is the nearest: "tuesday the 25th" was.
  return firstDay(days, (day) => (past || day >= today) && weekdayOf(day) === w);
}

/** A day of this month, of the next one, and so on. */
function* inMonths(today: Day, day: number, count: number): Generator<Found> {
  for (const ahead of counting(0, count)) {
    const first = firstOfMonth(today, ahead);
    yield valid(yearOf(first), monthOf(first), day);
  }
}

/** Counts from a day, or from today. */
function counted({ parts, from, sign = 1 }: Days['span'], context: Context): Found {
  let day = from === undefined ? context.today : resolved(from, context);
  for (const [count, unit] of parts) {
    if (day === undefined) return undefined;
    day = moved(day, count * sign, unit);
  }
  return day;
}

function dayOfMonth({ d, of }: Days['dom'], context: Context): Found {
  const { today } = context;
  // "The 5th of the month", said after it, is that of the next one.
  const isNext = of !== undefined && 'the' in of && of.the && !context.past;
  if (of !== undefined && !isNext) {
    const [first] = readPeriod(of, context) ?? [];
    return first === undefined ? undefined : valid(yearOf(first), monthOf(first), d);
  }
  return firstDay(inMonths(today, d, MONTHS_IN_A_YEAR), (day) => day >= today);
}

/** The nth day of a period; a negative number counts from its end. */
function nthDay({ n, of }: Days['nthday'], context: Context): Found {
  const period = readPeriod(of, context);
  if (period === undefined) return undefined;
  const [first, last] = period;
  const day = n > 0 ? addDays(first, n - 1) : addDays(last, n + 1);
  return first <= day && day <= last ? day : undefined;
}

/** The nth weekday of a period; a month that is not named by a year may be over already. */
function nthWeekday(node: Days['nth'], context: Context): Found {
  const { of } = node;
  const day = nthIn(node, of, context);
  const isOver = day !== undefined && day < context.today;
  if (isOver && 'm' in of && !('y' in of) && !('which' in of)) {
    // "the first monday of november", said at its end, is that of the next year.
    return nthIn(node, { m: of.m, y: yearOf(context.today) + 1 }, context);
  }
  return day;
}

function nthIn({ n, w }: Pick<Days['nth'], 'n' | 'w'>, of: Period, context: Context): Found {
  const period = readPeriod(of, context);
  if (period === undefined) return undefined;
  const [first, last] = period;
  const day =
    n < 0
      ? addDays(onOrBefore(last, w), DAYS_IN_A_WEEK * (n + 1))
      : addDays(onOrAfter(first, w), DAYS_IN_A_WEEK * (n - 1));
  return first <= day && day <= last ? day : undefined;
}

/** On a Sunday, "this weekend" is today. */
function weekend({ rel, coming }: Days['weekend'], { today }: Context): Found {
  if (rel !== 0) return addDays(firstOfWeek(today, rel, 0), SATURDAY);
  const isRunning = weekdayOf(today) === SUNDAY && !coming;
  return isRunning ? today : onOrAfter(today, SATURDAY);
}

/** The holiday of a year, or the next one that comes. */
function holiday({ day: feast, y, which }: Days['holiday'], context: Context): Found {
  const { today } = context;
  if (y !== undefined) {
    const year = fullYear(y, context);
    return year === undefined ? undefined : inYear(feast, year, context);
  }
  const running = yearOf(today);
  if (which === 'last') {
    return firstDay(feasts(feast, [running, running - 1], context), (day) => day < today);
  }
  const years = counting(running, LEAP_YEAR_SEARCH_YEARS + 1);
  return firstDay(feasts(feast, years, context), (day) => day >= today);
}

/** One year after the other, since the calendar may have none of a later one. */
function* feasts(feast: Feast, years: readonly number[], context: Context): Generator<Found> {
  for (const year of years) yield inYear(feast, year, context);
}

function inYear(feast: Feast, year: number, context: Context): Found {
  switch (feast.k) {
    case 'easter':
      return addDays(easter(year), feast.n);
    case 'md':
      return valid(year, feast.m, feast.d);
    case 'near': {
      const day = valid(year, feast.m, feast.d);
      return day === undefined ? undefined : onOrBefore(day, feast.w);
    }
    case 'nth': {
      const day = nthWeekday({ ...feast, of: { ...feast.of, y: year } }, context);
      return day === undefined ? undefined : addDays(day, feast.plus ?? 0);
    }
  }
}

function weekdayAfter({ date, w }: Days['after'], context: Context): Found {
  const day = resolved(date, context);
  return day === undefined ? undefined : onOrAfter(addDays(day, 1), w);
}

function weekdayBefore({ date, w }: Days['before'], context: Context): Found {
  const day = resolved(date, context);
  return day === undefined ? undefined : onOrBefore(addDays(day, -1), w);
}

const KINDS: { readonly [K in Kind]: (node: Days[K], context: Context) => Found } = {
  // Words that are understood, and are no day: "in a few days".
  none: () => undefined,
  rel: ({ n }, { today }) => addDays(today, n),
  md: monthDay,
  figures,
  wd: weekday,
  wdweek: ({ w, rel }, { today, weekStart }) => inWeek(today, rel, w, weekStart),
  both,
  wdom: weekdayAndNumber,
  span: counted,
  start: ({ of }, context) => readPeriod(of, context)?.[0],
  end: ({ of }, context) => readPeriod(of, context)?.[1],
  dom: dayOfMonth,
  nthday: nthDay,
  nth: nthWeekday,
  weekend,
  holiday,
  after: weekdayAfter,
  before: weekdayBefore,
};
