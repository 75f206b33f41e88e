/** Arithmetic on days of the calendar. */

/** A day, as the days since 1970-01-01; from the year 1 to 9999. */
export type Day = number;

export const DAYS_IN_A_WEEK = 7;
export const MONTHS_IN_A_YEAR = 12;
const DAY_MILLISECONDS = 86_400_000;
const FRIDAY = 4;
const WORKDAYS_IN_A_WEEK = 5;
const DAYS_OF: ReadonlyMap<string, number> = new Map([
  ['day', 1],
  ['week', 7],
  ['fortnight', 14],
]);
const MONTHS_OF: ReadonlyMap<string, number> = new Map([
  ['month', 1],
  ['quarter', 3],
  ['year', 12],
]);
/** 1970-01-01 was one. */
const THURSDAY = 3;
const YEAR_MIN = 1;
const YEAR_MAX = 9999;

/** The remainder that is never negative. */
export const modulo = (value: number, of: number): number => ((value % of) + of) % of;

/** @throws RangeError where a day is outside of the years 1 to 9999 */
function checked(day: Day): Day {
  if (!(day >= DAY_MIN && day <= DAY_MAX))
    throw new RangeError('The calendar ends before that day.');
  return day;
}

function reckoned(year: number, month: number, day: number): Day {
  // The constructor takes a year below 100 for one of the last century.
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getTime() / DAY_MILLISECONDS;
}

const DAY_MIN = reckoned(YEAR_MIN, 1, 1);
const DAY_MAX = reckoned(YEAR_MAX, MONTHS_IN_A_YEAR, 31);

export const yearOf = (day: Day): number => new Date(day * DAY_MILLISECONDS).getUTCFullYear();
/** From 1 for January. */
export const monthOf = (day: Day): number => new Date(day * DAY_MILLISECONDS).getUTCMonth() + 1;
export const dayOfMonth = (day: Day): number => new Date(day * DAY_MILLISECONDS).getUTCDate();
/** From 0 for Monday. */
export const weekdayOf = (day: Day): number => modulo(day + THURSDAY, DAYS_IN_A_WEEK);
/** As in 2026-11-28. */
export const isoDay = (day: Day): string =>
  new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** @throws RangeError where the calendar has no such day */
export function dayOf(year: number, month: number, day: number): Day {
  const found = valid(year, month, day);
  if (found === undefined) throw new RangeError(`The calendar has no ${year}-${month}-${day}.`);
  return found;
}

/** Makes a day, if the calendar has it. */
export function valid(year: number, month: number, day: number): Day | undefined {
  if (year < YEAR_MIN || year > YEAR_MAX || day < 1) return undefined;
  const found = reckoned(year, month, day);
  return dayOfMonth(found) === day && monthOf(found) === month ? found : undefined;
}

export const addDays = (day: Day, count: number): Day => checked(day + count);

/** Finds the first day of the month that is so many months ahead. */
export function firstOfMonth(today: Day, ahead = 0): Day {
  const months = yearOf(today) * MONTHS_IN_A_YEAR + monthOf(today) - 1 + ahead;
  return dayOf(Math.floor(months / MONTHS_IN_A_YEAR), modulo(months, MONTHS_IN_A_YEAR) + 1, 1);
}

/** Finds the last day of the month that is so many months ahead. */
export function lastOfMonth(today: Day, ahead = 0): Day {
  return addDays(firstOfMonth(today, ahead + 1), -1);
}

/** A month after the 31st is the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const last = lastOfMonth(day, months);
  return dayOf(yearOf(last), monthOf(last), Math.min(dayOfMonth(day), dayOfMonth(last)));
}

/** Finds the day on which the week begins that is so many weeks ahead. */
export function firstOfWeek(today: Day, ahead: number, weekStart: number): Day {
  const back = modulo(weekdayOf(today) - weekStart, DAYS_IN_A_WEEK);
  return addDays(today, DAYS_IN_A_WEEK * ahead - back);
}

/** Finds a weekday of the week that is so many weeks ahead. */
export function inWeek(today: Day, ahead: number, weekday: number, weekStart: number): Day {
  return onOrAfter(firstOfWeek(today, ahead, weekStart), weekday);
}

/** Finds the first such weekday from a day on. */
export function onOrAfter(day: Day, weekday: number): Day {
  return addDays(day, modulo(weekday - weekdayOf(day), DAYS_IN_A_WEEK));
}

/** Finds the last such weekday up to a day. */
export function onOrBefore(day: Day, weekday: number): Day {
  return addDays(day, -modulo(weekdayOf(day) - weekday, DAYS_IN_A_WEEK));
}

/** Finds Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
export function easter(year: number): Day {
  const whole = (value: number, by: number): number => Math.floor(value / by);
  const [golden, century, rest] = [year % 19, whole(year, 100), year % 100];
  const shift = whole(century - whole(century + 8, 25) + 1, 3);
  const epact = (19 * golden + century - whole(century, 4) - shift + 15) % 30;
  const weekday = modulo(
    32 + 2 * (century % 4) + 2 * whole(rest, 4) - epact - (rest % 4),
    DAYS_IN_A_WEEK,
  );
  const month = whole(golden + 11 * epact + 22 * weekday, 451);
  const days = epact + weekday - 7 * month + 114;
  return dayOf(year, whole(days, 31), (days % 31) + 1);
}

/**
 * Counts on from a day; a negative count goes back.
 *
 * @throws RangeError where the day would be outside of the years 1 to 9999
 */
export function moved(day: Day, count: number, unit: string): Day {
  const days = DAYS_OF.get(unit);
  if (days !== undefined) return addDays(day, days * count);
  const months = MONTHS_OF.get(unit);
  return months === undefined ? workdays(day, count) : addMonths(day, months * count);
}

/** Counts the days from Monday to Friday; those of a weekend count from its beginning. */
function workdays(from: Day, count: number): Day {
  if (count === 0) return from;
  const step = count > 0 ? 1 : -1;
  let day = from;
  if (weekdayOf(day) > FRIDAY) day = step > 0 ? onOrBefore(day, FRIDAY) : onOrAfter(day, 0);
  const weeks = Math.floor(Math.abs(count) / WORKDAYS_IN_A_WEEK);
  day = addDays(day, step * DAYS_IN_A_WEEK * weeks);
  for (let rest = Math.abs(count) % WORKDAYS_IN_A_WEEK; rest > 0; rest -= 1) {
    day = addDays(day, step);
    if (weekdayOf(day) > FRIDAY) day = addDays(day, 2 * step);
  }
  return day;
}
