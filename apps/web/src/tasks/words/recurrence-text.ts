import type { NewRecurrence } from '@taskora/api-client';

export const weekdays: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const workdays = 'MO,TU,WE,TH,FR';
const periods: Readonly<Record<string, string>> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
/** Parts that change nothing of what a person would say. */
const silent = new Set(['WKST', 'RSCALE', 'SKIP']);

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** 1st, 2nd, last, 2nd to last. */
export function ordinalText(number: number): string {
  if (number === -1) return 'last';
  const count = Math.abs(number);
  const text = `${count}${endings[ordinals.select(count)] ?? ''}`;
  return number < 0 ? `${text} to last` : text;
}

export function monthName(number: string): string {
  return monthFormat.format(Date.UTC(2026, Number(number) - 1));
}

/** Some days of a month: "1st and 15th", "last day". */
function monthDaysText(days: readonly string[]): string {
  return list.format(
    days.map((day) => `${ordinalText(Number(day))}${Number(day) < 0 ? ' day' : ''}`),
  );
}

/** Weekdays, each of which may be the nth: "Monday", "last Friday". */
function weekdaysText(days: readonly string[]): string | null {
  const names = days.map((day) => {
    const [, number = '', code = ''] = /^([+-]?\d*)([A-Z]{2})$/u.exec(day) ?? [];
    const name = weekdays[code];
    if (name === undefined) return null;
    return number === '' ? name : `${ordinalText(Number(number))} ${name}`;
  });
  return names.some((name) => name === null) ? null : list.format(names as string[]);
}

/** The parts of a rule that say which days of its periods are meant. */
class Days {
  readonly #parts: ReadonlyMap<string, string>;

  constructor(parts: ReadonlyMap<string, string>) {
    this.#parts = parts;
  }

  #list(name: string): readonly string[] {
    return this.#parts.get(name)?.split(',') ?? [];
  }

  /** What stands behind "Every month", with a space before it; null where it cannot be said. */
  text(): string | null {
    const [months, monthDays, days] = ['BYMONTH', 'BYMONTHDAY', 'BYDAY'].map((name) =>
      this.#list(name),
    ) as [readonly string[], readonly string[], readonly string[]];
    if (monthDays.length > 0 && days.length > 0) return null;
    const names = list.format(months.map(monthName));
    if (monthDays.length > 0) return this.#onMonthDays(monthDays, months);
    if (days.length === 0) return months.length > 0 ? ` in ${names}` : '';
    const on = this.#onWeekdays(days);
    return on && `${on}${months.length > 0 ? ` of ${names}` : ''}`;
  }

  #onMonthDays(days: readonly string[], months: readonly string[]): string | null {
    if (this.#parts.has('BYSETPOS')) return null;
    if (months.length === 0) return ` on the ${monthDaysText(days)}`;
    const [day = ''] = days;
    if (days.length === 1 && Number(day) > 0) {
      return ` on ${list.format(months.map((month) => `${day} ${monthName(month)}`))}`;
    }
    return ` on the ${monthDaysText(days)} of ${list.format(months.map(monthName))}`;
  }

  #onWeekdays(days: readonly string[]): string | null {
    const position = this.#parts.get('BYSETPOS');
    if (position !== undefined) {
      const isOfWorkdays = days.join(',') === workdays && /^-?\d+$/u.test(position);
      return isOfWorkdays ? ` on the ${ordinalText(Number(position))} working day` : null;
    }
    const names = weekdaysText(days);
    const isNumbered = days.some((day) => /\d/u.test(day));
    return names && ` on ${isNumbered ? 'the ' : ''}${names}`;
  }
}

function endText(parts: ReadonlyMap<string, string>): string {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/u.exec(parts.get('UNTIL') ?? '') ?? [];
  if (year) return `, until ${dayFormat.format(new Date(`${year}-${month}-${day}T00:00:00Z`))}`;
  const count = parts.get('COUNT');
  if (count === undefined) return '';
  return count === '1' ? ', once' : `, ${count} times`;
}

const known = new Set([
  'FREQ',
  'INTERVAL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
  'UNTIL',
  'COUNT',
]);

/** When a task that recurs is due again, as a sentence: "Every 2 weeks on Monday". */
export function recurrenceText({ rule, anchor }: NewRecurrence): string {
  const parts = new Map(
    rule
      .toUpperCase()
      .replace(/^RRULE:/u, '')
      .split(';')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  const period = periods[parts.get('FREQ') ?? ''];
  const on = new Days(parts).text();
  const isSayable = [...parts.keys()].every((name) => known.has(name) || silent.has(name));
  const from = anchor === 'completion' ? ', counted from when it is done' : '';
  if (period === undefined || on === null || !isSayable) return `By a rule of its own${from}`;
  const interval = parts.get('INTERVAL') ?? '1';
  const isWorkdays = period === 'week' && interval === '1' && parts.get('BYDAY') === workdays;
  if (isWorkdays) return `Every working day${endText(parts)}${from}`;
  const every = interval === '1' ? `Every ${period}` : `Every ${interval} ${period}s`;
  return `${every}${on}${endText(parts)}${from}`;
}
