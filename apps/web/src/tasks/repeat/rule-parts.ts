/** The weekdays as rules name them, in the order of a week. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type WeekdayCode = (typeof weekdayCodes)[number];

export type Period = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** When a rule ends; a day is written `YYYY-MM-DD`. */
export type End =
  { kind: 'never' } | { kind: 'day'; on: string } | { kind: 'count'; count: number };

/** A rule as the fields of a form have it. What its period has no use for waits there for another one. */
export interface RuleParts {
  period: Period;
  /** Each so many periods, from 1. */
  interval: number;
  /** Of a week. */
  weekdays: readonly WeekdayCode[];
  /** Whether months and years mean a number of the month, or the nth weekday of it. */
  by: 'date' | 'weekday';
  /** From 1 to 31; -1 for the last. */
  monthDay: number;
  /** From 1 to 5; -1 for the last. */
  nth: number;
  weekday: WeekdayCode;
  /** Of a year, from 1. */
  month: number;
  /** A month without that day has its last one instead; otherwise it is left out. */
  isClamped: boolean;
  /** On which day the weeks begin that are counted, where that is said. */
  weekStart: string | null;
  end: End;
}

/** What the API takes. */
export const intervalMax = 999;
export const countMax = 9_999;

/** Days that every month has. */
const everywhere = 28;
const known = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'WKST',
  'RSCALE',
  'SKIP',
]);

interface Day {
  weekday: WeekdayCode;
  date: number;
  month: number;
  isLast: boolean;
}

/** What a rule can say of a day, which is written `YYYY-MM-DD`. */
export function dayOf(day: string): Day {
  const date = new Date(`${day}T00:00:00Z`);
  const next = new Date(date.getTime() + 86_400_000);
  return {
    weekday: weekdayCodes[(date.getUTCDay() + 6) % 7] ?? 'MO',
    date: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    isLast: next.getUTCDate() === 1,
  };
}

/** Which of its weekdays in the month a day is; the fifth is the last, as most months have none. */
function nthOf(date: number): number {
  const nth = Math.ceil(date / 7);
  return nth === 5 ? -1 : nth;
}

/** A rule each of whose parts is said by the day that it counts from. */
export function partsFor(period: Period, day: string): RuleParts {
  const { weekday, date, month } = dayOf(day);
  return {
    period,
    interval: 1,
    weekdays: [weekday],
    by: 'date',
    monthDay: date,
    nth: nthOf(date),
    weekday,
    month,
    isClamped: true,
    weekStart: null,
    end: { kind: 'never' },
  };
}

function partMap(rule: string): ReadonlyMap<string, string> {
  const text = rule.toUpperCase().replace(/^RRULE:/u, '');
  return new Map(text.split(';').map((part) => part.split('=', 2) as [string, string]));
}

/** The end of a rule; null for one at an instant, which a day would say wrong. */
function endOf(parts: ReadonlyMap<string, string>): End | null {
  const count = parts.get('COUNT');
  if (count !== undefined) return { kind: 'count', count: Number(count) };
  const until = parts.get('UNTIL');
  if (until === undefined) return { kind: 'never' };
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/u.exec(until) ?? [];
  return year ? { kind: 'day', on: `${year}-${month}-${day}` } : null;
}

/** The one number of a part; undefined where it is not there, null where it says something else. */
function single(text: string | undefined, isAllowed: (number: number) => boolean) {
  if (text === undefined) return undefined;
  const number = /^-?\d+$/u.test(text) ? Number(text) : Number.NaN;
  return isAllowed(number) ? number : null;
}

const isWeekday = (code: string): code is WeekdayCode =>
  (weekdayCodes as readonly string[]).includes(code);

/** The days that a rule names, as fields; null where there are no fields for it. */
function daysIn(period: Period, parts: ReadonlyMap<string, string>): Partial<RuleParts> | null {
  const monthDay = single(parts.get('BYMONTHDAY'), (day) => day === -1 || (day >= 1 && day <= 31));
  const month = single(parts.get('BYMONTH'), (each) => each >= 1 && each <= 12);
  const byDay = parts.get('BYDAY')?.split(',');
  if (monthDay === null || month === null || (monthDay !== undefined && byDay)) return null;
  if (period === 'DAILY') return byDay || month || monthDay ? null : {};
  if (period === 'WEEKLY') {
    if (month || monthDay) return null;
    if (!byDay) return {};
    return byDay.every(isWeekday) ? { weekdays: byDay } : null;
  }
  if ((period === 'MONTHLY') === (month !== undefined)) {
    // A year without a month is one from its day on; a month of its own is none of each month.
    if (period === 'MONTHLY' || monthDay !== undefined || byDay) return null;
  }
  const at = month === undefined ? {} : { month };
  if (!byDay) return { ...at, ...(monthDay !== undefined && { monthDay }) };
  const [, number = '', code = ''] = /^(-?[1-5])([A-Z]{2})$/u.exec(byDay[0] ?? '') ?? [];
  const nth = Number(number);
  if (byDay.length > 1 || !isWeekday(code) || nth < -1) return null;
  return { ...at, by: 'weekday', nth, weekday: code };
}

/** The fields of a rule that counts from a day; null for one that says more than they can. */
export function partsOf(rule: string, day: string): RuleParts | null {
  const parts = partMap(rule);
  const period = parts.get('FREQ') as Period;
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(period)) return null;
  if ([...parts.keys()].some((name) => !known.has(name))) return null;
  const interval = single(parts.get('INTERVAL') ?? '1', (each) => each >= 1 && each <= intervalMax);
  const end = endOf(parts);
  const days = daysIn(period, parts);
  const skip = parts.get('SKIP') ?? 'OMIT';
  if (!interval || !end || !days || !['OMIT', 'BACKWARD'].includes(skip)) return null;
  const all = { ...partsFor(period, day), ...days };
  return {
    ...all,
    interval,
    end,
    weekStart: parts.get('WKST') ?? null,
    // Only of a day that a month can be without, the rule has said what becomes of it.
    isClamped: skip === 'BACKWARD' || !isRare(all),
  };
}

/** Whether there are months that this rule means and that have no such day. */
export const isRare = ({ period, by, monthDay, month }: RuleParts): boolean =>
  by === 'date' &&
  ((period === 'MONTHLY' && monthDay > everywhere) ||
    (period === 'YEARLY' && month === 2 && monthDay > everywhere));

function dayParts(parts: RuleParts): string[] {
  const { period, weekdays, by, monthDay, nth, weekday, month } = parts;
  if (period === 'DAILY') return [];
  if (period === 'WEEKLY') {
    return [`BYDAY=${weekdayCodes.filter((code) => weekdays.includes(code)).join(',')}`];
  }
  const of = period === 'YEARLY' ? [`BYMONTH=${month}`] : [];
  return [...of, by === 'date' ? `BYMONTHDAY=${monthDay}` : `BYDAY=${nth}${weekday}`];
}

function endPart({ end }: RuleParts): string[] {
  if (end.kind === 'count') return [`COUNT=${end.count}`];
  return end.kind === 'day' ? [`UNTIL=${end.on.replaceAll('-', '')}`] : [];
}

/** The rule that fields say, written as the API writes it. */
export function ruleOf(parts: RuleParts): string {
  const { period, interval, weekStart } = parts;
  return [
    `FREQ=${period}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...endPart(parts),
    ...dayParts(parts),
    ...(weekStart === null ? [] : [`WKST=${weekStart}`]),
    ...(isRare(parts) && parts.isClamped ? ['RSCALE=GREGORIAN', 'SKIP=BACKWARD'] : []),
  ].join(';');
}

/** A rule whose days go with a day from which it was moved to another; null where it stays the same. */
export function movedRule(rule: string, from: string, to: string): string | null {
  const parts = partsOf(rule, from);
  if (parts === null || parts.period === 'DAILY') return null;
  const [before, after] = [dayOf(from), dayOf(to)];
  const others = parts.weekdays.filter((code) => code !== before.weekday);
  const moved = ruleOf({
    ...parts,
    weekdays: [...others, after.weekday],
    monthDay: parts.monthDay === -1 && after.isLast ? -1 : after.date,
    nth: nthOf(after.date),
    weekday: after.weekday,
    month: after.month,
    isClamped: parts.isClamped || after.date <= everywhere,
  });
  return moved === ruleOf(parts) ? null : moved;
}
