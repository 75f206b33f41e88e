/** Finds the dates of a line: each as a whole phrase, and none that is half of another phrase. */
import { beginsCleanly, endsCleanly } from './boundaries.ts';
import { clockEnd } from './clocks.ts';
import type { Context } from './context.ts';
import { yearOf } from './days.ts';
import type { FoundDate } from './found.ts';
import { resolve } from './meaning.ts';
import type { Lead, Node, Year } from './nodes.ts';
import { fullYear } from './periods.ts';
import type { Sentence } from './sentence.ts';
import { isTied } from './ties.ts';

/**
 * How far a year of two digits may be when a word follows, which could be what is counted: "26 Feb 27 review" names a
 * year, "24 December 12 eggs" does not.
 */
const COUNTED_YEARS_MAX = 3;
const JOINT_MARKS: ReadonlySet<string> = new Set('-\u2013\u2014/&+,;()[].:?');
const GAPS: ReadonlySet<string> = new Set(',()');
const NO_LEAD: Lead = {};

const descending = (places: Iterable<number>): number[] =>
  [...places].toSorted((one, other) => other - one);

/** Finds the dates in order, and apart from each other, of tokens that are free. */
export function scanDates(line: Sentence, context: Context, free: readonly boolean[]): FoundDate[] {
  const found = phrases(line, context, free).map((it) =>
    isTied(line, it) ? { ...it, value: undefined } : it,
  );
  return grouped(line, found).filter(({ value }) => value !== undefined);
}

function phrases(line: Sentence, context: Context, free: readonly boolean[]): FoundDate[] {
  const found: FoundDate[] = [];
  for (let at = 0; at < line.length;) {
    const it = phraseAt(line, at, context);
    if (it === undefined || !free.slice(it.first, it.end).every(Boolean)) {
      at += 1;
      continue;
    }
    at = it.end;
    // What is inside a name or a number is passed over, for a part of it is no date either.
    if (beginsCleanly(line, it.first) && endsCleanly(line, it.end)) found.push(it);
  }
  return found;
}

function phraseAt(line: Sentence, at: number, context: Context): FoundDate | undefined {
  const leads = line.all('lead', at);
  for (const dayAt of [...descending(leads.keys()), at]) {
    const lead = dayAt > at ? ((leads.get(dayAt) ?? NO_LEAD) as Lead) : NO_LEAD;
    const read = readDay(line, dayAt);
    if (read === undefined) continue;
    const isJoined = lead.due !== undefined || line.word(dayAt - 1) === ':';
    if (dayAt > at && !isJoined && line.touches(dayAt)) return undefined;
    return foundDate(line, { first: at, dayAt, lead }, read, context);
  }
  return undefined;
}

type Read = readonly [end: number, node: Node];

function foundDate(
  line: Sentence,
  phrase: Pick<FoundDate, 'first' | 'dayAt' | 'lead'>,
  [dayEnd, day]: Read,
  context: Context,
): FoundDate {
  const { dayAt, lead } = phrase;
  const isBlocked =
    (lead.how === 'late' && line.isIn(dayAt, 'vague_after_late')) ||
    (lead.on === 'for' && line.begins('span', dayAt)) ||
    !isYearSaid(line, dayEnd, day, context) ||
    hasTwoSides(line, dayAt, dayEnd);
  const [partEnd, part] = line.longest('part', dayEnd) ?? [dayEnd, {}];
  const node: Node = { ...day, ...(part as Partial<Node>) };
  const [end] = line.longest('latest', partEnd) ?? [partEnd];
  const form = formOf(node);
  let value = isBlocked ? undefined : resolve(node, context);
  if (value !== undefined && !context.past) {
    const isOver = value < context.today && form !== 'full';
    if (isOver || node.talk === true) value = undefined;
  }
  const leads = new Set([lead.on, lead.also].filter((word) => word !== undefined));
  return { ...phrase, leads, end, value, form, node };
}

/** Whether a word is one that is yesterday in a line of the past, and tomorrow else. */
function hasTwoSides(line: Sentence, first: number, end: number): boolean {
  const past = line.list('past_words');
  const isPast = past.size > 0 && line.words.some((word) => past.has(word));
  return isPast && line.words.slice(first, end).some((word) => line.list('two_sided').has(word));
}

/** A date with its year is one with a weekday as well. */
function formOf({ form, date }: Node): string {
  return form ?? (date?.form === 'full' ? 'full' : 'clear');
}

/** Reads the longest day at a place that does not end within a time of day. */
function readDay(line: Sentence, at: number): Read | undefined {
  const found = line.all('day', at);
  for (const end of descending(found.keys())) {
    if ((clockEnd(line, end - 1) ?? 0) <= end) return [end, found.get(end) as unknown as Node];
  }
  return undefined;
}

/** Whether two digits at the end are a year: "5 December 26 guests" has none. */
function isYearSaid(line: Sentence, end: number, node: Node, context: Context): boolean {
  const year = shortYear(node);
  if (year === undefined || !line.isNumber(end - 1) || !line.isWord(end)) return true;
  if (line.touches(end) || isCounted(line, end)) return false;
  const full = fullYear(year, context);
  return full !== undefined && full - yearOf(context.today) <= COUNTED_YEARS_MAX;
}

type WithYear = Pick<Node, 'y' | 'date' | 'of'>;

function shortYear({ y, date, of }: WithYear): Year | undefined {
  if (typeof y === 'object' && 'yy' in y && y.marked !== true) return y;
  const inner: WithYear | undefined = date ?? of;
  return inner === undefined ? undefined : shortYear(inner);
}

/** Whether a word is what many things are called. */
function isCounted(line: Sentence, at: number): boolean {
  const hasEnding = line.endsLike(at, 'counted_endings');
  return line.isIn(at, 'counted') || (hasEnding && !line.endsLike(at, 'uncounted_endings'));
}

/** Joins dates that say the same day twice; several days together are none. */
function grouped(line: Sentence, found: readonly FoundDate[]): FoundDate[] {
  const groups: [FoundDate, ...FoundDate[]][] = [];
  for (const [index, it] of found.entries()) {
    const before = found[index - 1];
    const isJoined = before !== undefined && areJoined(line, before.end, it.first);
    if (isJoined && roleOf(before) === roleOf(it)) groups.at(-1)?.push(it);
    else groups.push([it]);
  }
  return groups.map((group) => merged(line, group));
}

function roleOf({ lead }: FoundDate): 'deadline' | 'start' | 'due' {
  if (lead.deadline) return 'deadline';
  return lead.start ? 'start' : 'due';
}

function areJoined(line: Sentence, first: number, end: number): boolean {
  for (let at = first; at < end; at += 1) {
    if (!JOINT_MARKS.has(line.word(at)) && !line.isIn(at, 'joints')) return false;
  }
  return true;
}

function merged(line: Sentence, group: readonly [FoundDate, ...FoundDate[]]): FoundDate {
  const [first] = group;
  const last = group.at(-1) ?? first;
  const values = new Set(group.map(({ value }) => value));
  const gaps = new Set(
    group.slice(1).flatMap((it, index) => line.words.slice(group[index]?.end, it.first)),
  );
  if (group.length > 1 && (values.size > 1 || ![...gaps].every((word) => GAPS.has(word)))) {
    return { ...first, end: last.end, value: undefined };
  }
  return { ...first, end: gaps.has('(') && line.word(last.end) === ')' ? last.end + 1 : last.end };
}
