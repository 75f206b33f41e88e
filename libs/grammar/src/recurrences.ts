/** Writes what is done again and again as a rule of RFC 5545: "every other friday until may". */
import type { Context } from './context.ts';
import { addDays, isoDay, MONTHS_IN_A_YEAR, type Day } from './days.ts';
import { firstDay } from './first-days.ts';
import { resolve } from './meaning.ts';
import type { Node } from './nodes.ts';
import type { Recurrence } from './reading.ts';
import type { Clock, TimeNode } from './times.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const INTERVAL_MAX = 999;
const COUNT_MAX = 9999;
const ORDINAL_MAX = 5;
const SHORTEST_MONTH = 28;

/** What a template makes of the words of a recurrence. */
export interface RecurrenceNode {
  readonly freq: string;
  readonly interval?: number;
  readonly months?: readonly number[];
  readonly monthDays?: readonly number[];
  readonly days?: readonly number[];
  readonly ordinal?: number;
  readonly position?: number;
  readonly m?: number;
  readonly d?: number;
  readonly from?: Node;
  readonly until?: Node;
  readonly count?: number;
  /** It counts from the completion of the one before. */
  readonly bang?: boolean;
  readonly exceptDays?: readonly number[];
  readonly exceptMonths?: readonly number[];
  readonly time?: TimeNode;
  readonly part?: string;
  /** It is said by an adverb alone, such as "weekly". */
  readonly adverb?: boolean;
  /** It is said by the plural of a weekday alone. */
  readonly plural?: boolean;
}

const isBetween = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most;

/** A rule as JSON, and the day on which it is due first. */
export interface ReadRecurrence {
  readonly written: Recurrence;
  readonly first: Day;
}

/** Reads a node of a rule; undefined where it says none. `clock` is the time of day, if one is said. */
export function readRecurrence(
  node: RecurrenceNode,
  context: Context,
  clock: Clock | undefined,
): ReadRecurrence | undefined {
  const limited = withoutExceptions(withMonthDay(node));
  const bounds = boundsOf(node, context);
  if (limited === undefined || bounds === undefined || !isValid(limited)) return undefined;
  const { start, ends } = bounds;
  const isOver = start === undefined && clock !== undefined && clock <= context.clock;
  const first = firstDay(limited, start ?? addDays(context.today, isOver ? 1 : 0));
  if (first === undefined) return undefined;
  const written: Recurrence = {
    rule: partsOf(limited, ends).join(';'),
    anchor: node.bang ? 'completion' : 'due',
    ...(start === undefined ? {} : { start: isoDay(start) }),
  };
  return { written, first };
}

/** Whether the parts go together in a rule: there is no sixth monday, and no 1st of a week. */
function isValid({ freq, interval = 1, monthDays, ordinal }: RecurrenceNode): boolean {
  const isOfMonth = freq === 'MONTHLY' || freq === 'YEARLY';
  return (
    isBetween(interval, 1, INTERVAL_MAX) &&
    !(freq === 'WEEKLY' && monthDays !== undefined) &&
    (isOfMonth || ordinal === undefined) &&
    Math.abs(ordinal ?? 1) <= ORDINAL_MAX
  );
}

/** Writes the parts in the order in which the API writes them. */
function partsOf(node: RecurrenceNode, ends: readonly string[]): string[] {
  const { freq, interval = 1, months, monthDays = [], days = [], ordinal = '', position } = node;
  const isClamped = monthDays.some((day) => day > SHORTEST_MONTH);
  const parts = [
    `FREQ=${freq}`,
    interval !== 1 && `INTERVAL=${interval}`,
    ...ends,
    months && `BYMONTH=${sorted(months)}`,
    node.monthDays && `BYMONTHDAY=${sorted(monthDays)}`,
    days.length > 0 && `BYDAY=${sorted(days).map((day) => `${ordinal}${DAYS[day]}`)}`,
    position !== undefined && `BYSETPOS=${position}`,
    // RFC 7529: what a shorter month does not have is on its last day.
    isClamped && 'RSCALE=GREGORIAN;SKIP=BACKWARD',
  ];
  return parts.filter((part) => typeof part === 'string');
}

function withMonthDay(node: RecurrenceNode): RecurrenceNode {
  const { m, d } = node;
  return m === undefined ? node : { ...node, months: [m], monthDays: d === undefined ? [] : [d] };
}

const sorted = (values: readonly number[]): number[] =>
  [...new Set(values)].toSorted((one, other) => one - other);

const counted = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Leaves out the days or months that are excepted: "every day except sunday". */
function withoutExceptions(node: RecurrenceNode): RecurrenceNode | undefined {
  const { freq, interval = 1, exceptDays, exceptMonths } = node;
  if (exceptMonths !== undefined) {
    if (freq === 'YEARLY') return undefined;
    const all = node.months?.length ? node.months : counted(1, MONTHS_IN_A_YEAR);
    const months = all.filter((month) => !exceptMonths.includes(month));
    return months.length > 0 ? { ...node, months } : undefined;
  }
  if (exceptDays === undefined) return node;
  if ((freq !== 'DAILY' && freq !== 'WEEKLY') || interval !== 1) return undefined;
  const all = node.days?.length ? node.days : [...DAYS.keys()];
  const days = all.filter((day) => !exceptDays.includes(day));
  return days.length > 0 ? { ...node, days } : undefined;
}

interface Bounds {
  readonly start: Day | undefined;
  readonly ends: readonly string[];
}

/** Finds from which day a rule counts, and how it ends; undefined where a day is none. */
function boundsOf(node: RecurrenceNode, context: Context): Bounds | undefined {
  const { count } = node;
  const start = node.from && resolve(node.from, context);
  const until = node.until && resolve(node.until, context);
  if ((node.from && start === undefined) || (node.until && until === undefined)) return undefined;
  if (until !== undefined && (count !== undefined || until < (start ?? context.today))) {
    return undefined;
  }
  if (!isBetween(count ?? 1, 1, COUNT_MAX)) return undefined;
  const ends = [
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${isoDay(until).replaceAll('-', '')}`]),
  ];
  return { start, ends };
}
