import { dayAfter } from '../words/day-text.ts';

/** A day of the calendar, as YYYY-MM-DD. It is of no zone, so no change of clocks touches what is counted here. */
export type Day = string;

const millisecondsPerDay = 86_400_000;
const daysInAWeek = 7;
const monthsInAYear = 12;

const atMidnight = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const textOf = (at: number): Day => new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** How many days lie between them; negative where the second one is before. */
export function daysBetween(day: Day, other: Day): number {
  return Math.round((atMidnight(other) - atMidnight(day)) / millisecondsPerDay);
}

/** The same day of another month, or the last one of a shorter. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const number = year * monthsInAYear + month - 1 + count;
  const [inYear, inMonth] = [Math.floor(number / monthsInAYear), number % monthsInAYear];
  const last = new Date(Date.UTC(inYear, inMonth + 1, 0)).getUTCDate();
  return textOf(Date.UTC(inYear, inMonth, Math.min(date, last)));
}

/** How many months lie between theirs; negative where that of the second one is before. */
export function monthsBetween(day: Day, other: Day): number {
  const number = (of: Day) => {
    const [year = 0, month = 1] = of.split('-').map(Number);
    return year * monthsInAYear + month;
  };
  return number(other) - number(day);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (new Date(atMidnight(day)).getUTCDay() + daysInAWeek - 1) % daysInAWeek;
}

/** The days of the week of a day; `weekStart` is the first of them, 0 for Monday. */
export function weekOf(day: Day, weekStart: number): Day[] {
  const back = (weekdayOf(day) - weekStart + daysInAWeek) % daysInAWeek;
  return Array.from({ length: daysInAWeek }, (_, index) => dayAfter(day, index - back));
}

export const isSameMonth = (day: Day, other: Day): boolean =>
  day.slice(0, 'yyyy-mm'.length) === other.slice(0, 'yyyy-mm'.length);

/** Every week that has a day of its month. */
export function weeksOfMonth(day: Day, weekStart: number): Day[][] {
  const weeks: Day[][] = [];
  let week = weekOf(`${day.slice(0, 'yyyy-mm'.length)}-01`, weekStart);
  while (week.some((each) => isSameMonth(each, day))) {
    weeks.push(week);
    week = week.map((each) => dayAfter(each, daysInAWeek));
  }
  return weeks;
}
