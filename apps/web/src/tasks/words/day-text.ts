const formatOf = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });

const whole = formatOf({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dated = formatOf({ day: 'numeric', month: 'short', year: 'numeric' });
const short = formatOf({ weekday: 'short', day: 'numeric', month: 'short' });

/** Not all versions of the data of a language have a comma behind the weekday. */
const textOf = (form: Intl.DateTimeFormat, day: string) =>
  form.format(new Date(`${day}T00:00:00Z`)).replace(',', '');

/** A day, which is written `YYYY-MM-DD`, within a sentence: "5 Jan 2099". */
export const dayText = (day: string): string => textOf(dated, day);

/** As in "Monday 30 November 2026". */
export const wholeDayText = (day: string): string => textOf(whole, day);

/** As in "Mon 30 Nov", where the year is plain. */
export const shortDayText = (day: string): string => textOf(short, day);

/** The day that is so many days after another one. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
