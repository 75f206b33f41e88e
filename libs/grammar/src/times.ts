/** Which words of a line say at what time something is due, or how long it takes. */
import { beginsCleanly, endsCleanly } from './boundaries.ts';
import type { Context } from './context.ts';
import { addDays, modulo, type Day } from './days.ts';
import { isAtStart, isBoundary } from './due.ts';
import type { Json } from './json.ts';
import type { Sentence } from './sentence.ts';
import { isPhraseTied, type Place } from './ties.ts';

const NOON = 12;
const DAY_HOURS = 24;
const HOUR_MINUTES = 60;
const DAY_MINUTES = DAY_HOURS * HOUR_MINUTES;
/** A bare hour of these is rather one of the afternoon: "at 3". */
const AFTERNOON_LAST = 6;
const UNIT_MINUTES: Readonly<Record<string, number>> = { hour: 60, minute: 1, second: 0 };
const MINUTES_MAX = 525_600;

/** A time of day, in minutes since midnight. */
export type Clock = number;

type Counts = readonly (readonly [count: number, unit: string])[];

/** A time of day as its words say it; a negative minute is before the hour. */
export interface ClockNode {
  readonly h: number;
  readonly m: number;
  readonly half?: string;
  readonly part?: string;
  /** Figures that may as well be a price. */
  readonly weak?: boolean;
}
export interface HoursNode {
  readonly from: ClockNode;
  readonly to: ClockNode;
}
export interface WaitNode {
  readonly parts: Counts;
}
export interface LengthNode {
  readonly minutes: Counts;
  readonly tenths?: readonly [tenths: number, unit: string];
}
export type TimeNode =
  | { readonly k: 'none' }
  | { readonly k: 'time'; readonly at: ClockNode }
  | ({ readonly k: 'hours' } & HoursNode)
  | ({ readonly k: 'wait' } & WaitNode);

/** Words that speak of a time of day, and its node; `none` is one that is no time to act. */
export interface FoundTime {
  readonly first: number;
  readonly end: number;
  readonly node: TimeNode;
}

/** As in 09:30. */
export function writtenClock(clock: Clock): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(clock / HOUR_MINUTES))}:${two(clock % HOUR_MINUTES)}`;
}

/** Reads a time of day: the reading that is meant first, and the other one if there is one. */
export function readClock(at: ClockNode, part?: string): readonly [Clock, ...Clock[]] {
  // A quarter to one is in the hour of twelve.
  const [hour, minute] = at.m < 0 ? [at.h - 1 || NOON, at.m + HOUR_MINUTES] : [at.h, at.m];
  const half = at.half || halfOf(hour, at.part ?? part);
  if (half === '24' || hour > NOON || hour === 0) {
    return [modulo(hour, DAY_HOURS) * HOUR_MINUTES + minute];
  }
  const early = modulo(hour, NOON) * HOUR_MINUTES + minute;
  const late = early + NOON * HOUR_MINUTES;
  if (half !== undefined) return [half === 'pm' ? late : early];
  return hour <= AFTERNOON_LAST || hour === NOON ? [late, early] : [early, late];
}

function halfOf(hour: number, part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  const isAfterMidnight = part === 'night' && (hour < AFTERNOON_LAST || hour === NOON);
  return part === 'morning' || isAfterMidnight ? 'am' : 'pm';
}

/** Reads from which time to which: when it begins, and how many minutes it takes. */
export function readHours(
  { from, to }: HoursNode,
  part: string | undefined,
): readonly [clock: Clock, minutes: number] | undefined {
  const last = readClock(to, part);
  const ends = to.half === undefined && from.half !== undefined ? last : [last[0]];
  const isHalfShared = from.half === undefined && (to.half === 'am' || to.half === 'pm');
  const begins =
    isHalfShared && to.half !== undefined
      ? [...readClock({ ...from, half: to.half }), ...readClock(from)]
      : readClock(from, part);
  for (const begin of begins) {
    for (const end of ends) {
      const minutes = end - begin;
      if (minutes > 0 && minutes <= NOON * HOUR_MINUTES) return [begin, minutes];
    }
  }
  return undefined;
}

const minutesOf = (counts: Counts): number =>
  counts.reduce((sum, [count, unit]) => sum + count * (UNIT_MINUTES[unit] ?? 0), 0);

/** Counts on from now: "in 2 hours". */
export function readWait(
  { parts }: WaitNode,
  { today, clock }: Context,
): { readonly day: Day; readonly clock: Clock } | undefined {
  const minutes = minutesOf(parts);
  if (minutes <= 0 || minutes > MINUTES_MAX) return undefined;
  const sum = clock + minutes;
  return { day: addDays(today, Math.floor(sum / DAY_MINUTES)), clock: sum % DAY_MINUTES };
}

/** Reads how many minutes something takes. */
export function readLength({ minutes: counts, tenths }: LengthNode): number | undefined {
  let minutes = minutesOf(counts);
  if (tenths) minutes += Math.floor((tenths[0] * (UNIT_MINUTES[tenths[1]] ?? 0)) / 10);
  return minutes > 0 && minutes <= MINUTES_MAX ? minutes : undefined;
}

/**
 * Finds the time of day of a line, if it says one alone and where an adverb can stand.
 *
 * `free` says of each token whether it may be claimed; `beside` has the places where a claimed date begins or ends,
 * beside which a time needs no word that says so.
 */
export function findTimes(
  line: Sentence,
  free: readonly boolean[],
  beside: ReadonlySet<number>,
): FoundTime[] {
  const said = phrases(line, 'time', free)
    .map(({ first, end, value }) => ({ first, end, node: value as unknown as TimeNode }))
    .filter((it) => isSaid(line, it, beside));
  // "flight 7:45 -> 9:15": a time beside another one is half of what is said.
  if (said.length > 1) return [];
  return said.filter((it) => !isPhraseTied(line, it) && stands(line, it, beside));
}

/** Whether figures are a time and no price: "at 13.50", but "pay 13.50". */
function isSaid(
  line: Sentence,
  { first, end, node }: FoundTime,
  beside: ReadonlySet<number>,
): boolean {
  if (node.k !== 'time' || node.at.weak !== true || line.begins('time_lead', first)) return true;
  return beside.has(first) || beside.has(end);
}

function stands(line: Sentence, { first, end }: FoundTime, beside: ReadonlySet<number>): boolean {
  if (beside.has(first) || beside.has(end)) return true;
  if (line.isIn(first - 1, 'dangling') || line.isIn(first - 1, 'numbered_nouns')) return false;
  return isBoundary(line, end) || isAtStart(line, first);
}

export interface Phrase extends Place {
  readonly value: Json;
}

/** Finds the longest phrases of a rule, apart from each other, whose tokens are all free. */
export function phrases(line: Sentence, name: string, free: readonly boolean[]): Phrase[] {
  const found: Phrase[] = [];
  for (let at = 0; at < line.length;) {
    const [end, value = null] = (free[at] === true && line.longest(name, at)) || [];
    if (end === undefined || !free.slice(at, end).every(Boolean)) {
      at += 1;
      continue;
    }
    if (beginsCleanly(line, at) && endsCleanly(line, end)) found.push({ first: at, end, value });
    at = end;
  }
  return found;
}
