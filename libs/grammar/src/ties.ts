/**
 * Says which dates are tied to words that the grammar cannot read.
 *
 * Words around a date change what it says: "last monday", "monday or tuesday", "24 December of last year". Such a date
 * is no date at all, for a wrong day costs more than a missing one.
 */
import { clockEnd, clocksEnd } from './clocks.ts';
import type { FoundDate } from './found.ts';
import type { Sentence } from './sentence.ts';

const ASIDE_MARKS: ReadonlySet<string> = new Set(',(-\u2013\u2014');
const RANGE_MARKS: ReadonlySet<string> = new Set('-\u2013\u2014&/');
const ENDS_OF_LISTS: ReadonlySet<string> = new Set(['', ',', '&']);
/** No bound and no ordinal before a date has more tokens. */
const TOKENS_BEFORE_MAX = 3;
const TOKENS_OF_A_TIME_MAX = 4;

/** The tokens of a phrase. */
export interface Place {
  readonly first: number;
  readonly end: number;
}

/** Whether words beside a date change which day it is, or make it several. */
export function isTied(line: Sentence, it: FoundDate): boolean {
  return isTiedBefore(line, it) || isTiedAfter(line, it);
}

/** Says so of any phrase: "at 5 or 6", "maybe every friday", "until 3 to 5 may". */
export function isPhraseTied(line: Sentence, { first, end }: Place): boolean {
  const before = first - 1;
  if (!line.claimed.has(before)) {
    const at = line.isIn(before, 'verb_endings') ? before - 1 : before;
    if (line.isIn(at, 'phrase_binders')) return true;
  }
  return isBoundAfter(line, end) || isOneOfSeveral(line, end);
}

function isBoundAfter(line: Sentence, at: number): boolean {
  const isAside = ASIDE_MARKS.has(line.word(at)) && line.isIn(at + 1, 'hedges');
  return line.isIn(at, 'binders_after') || line.begins('earliest', at) || isAside;
}

function isOneOfSeveral(line: Sentence, at: number): boolean {
  const isJoint = RANGE_MARKS.has(line.word(at)) || line.isIn(at, 'range_words');
  return isJoint && isNumber(line, at + 1);
}

/** Whether a token is a number, in figures or in words. */
export function isNumber(line: Sentence, at: number): boolean {
  return line.isNumber(at) || line.begins('number_word', at);
}

const isMonth = (line: Sentence, at: number): boolean => line.begins('anymonth', at);

function isTiedBefore(line: Sentence, it: FoundDate): boolean {
  const at = it.first - 1;
  if (line.isIn(at, 'binders_before') || line.isIn(at, 'recurrence_adverbs')) return true;
  if (line.isIn(at, 'about')) return !line.isIn(at - 1, 'before_about');
  const isRangeEnd = it.leads.has('to') || it.leads.has('until');
  if (isRangeEnd && (line.isIn(at, 'up') || isMonth(line, at))) return true;
  // Words before a place may make a week of it, as in "w/c 5 May".
  if (endsJustBefore(line, 'bound_before', it.first)) return true;
  // "from 2pm till tomorrow"
  if (isRangeEnd && endsJustBefore(line, 'time', it.first, TOKENS_OF_A_TIME_MAX)) return true;
  return isAfterBetween(line, at) || isTiedToNumber(line, it);
}

/** Whether a phrase of a rule is just before a place. */
function endsJustBefore(
  line: Sentence,
  name: string,
  at: number,
  tokens = TOKENS_BEFORE_MAX,
): boolean {
  for (let start = Math.max(0, at - tokens); start < at; start += 1) {
    if (line.all(name, start).has(at)) return true;
  }
  return false;
}

/** Whether a date is the second of two that something is between. */
function isAfterBetween(line: Sentence, at: number): boolean {
  return line.isIn(at, 'and') && line.isAfterOne('between', at);
}

/** Whether a number before a date belongs to it: "the first monday", "5 and 6 May". */
function isTiedToNumber(line: Sentence, it: FoundDate): boolean {
  if (it.dayAt === it.first && line.begins('wd', it.dayAt)) {
    return endsJustBefore(line, 'ordinal', it.first);
  }
  if (isMonth(line, it.first) && line.isNumber(it.first - 1)) return true;
  const joint = it.leads.has('to') ? it.first : it.first - 1;
  const word = line.word(joint);
  if (!(RANGE_MARKS.has(word) || word === ',' || line.isIn(joint, 'range_words'))) return false;
  // "3 months and 2 weeks ago"
  if (isNumber(line, it.dayAt) && line.chart.has(joint - 1, 'unit')) return true;
  const startsInFigures =
    isNumber(line, it.dayAt) || line.isIn(it.dayAt, 'the') || line.begins('ordinal', it.dayAt);
  return startsInFigures && (isNumber(line, joint - 1) || endsJustBefore(line, 'ordinal', joint));
}

function isTiedAfter(line: Sentence, it: FoundDate): boolean {
  const at = it.end;
  return (
    line.isIn(at, 'recurrence_adverbs') ||
    isBoundAfter(line, at) ||
    // "tomorrow at 5pm or later"
    isBoundAfter(line, clocksEnd(line, at)) ||
    isUnreadNumber(line, at) ||
    (line.isIn(at, 'relations') && isDateish(line, at + 1)) ||
    (line.isIn(at, 'in') && isSpanOrPeriod(line, at + 1)) ||
    isOtherPeriod(line, at) ||
    (it.form !== 'name' && isRangeOrList(line, at))
  );
}

/** Whether another period is named: "28 June the year after". */
function isOtherPeriod(line: Sentence, at: number): boolean {
  const unitAt = line.isIn(at + 1, 'same') ? at + 2 : at + 1;
  return line.isIn(at, 'the') && line.chart.has(unitAt, 'unit');
}

function isUnreadNumber(line: Sentence, at: number): boolean {
  return isNumber(line, at) && clockEnd(line, at) === undefined;
}

/** Whether more days follow a day: "5 May to 7", "5, 6 and 7". */
function isRangeOrList(line: Sentence, at: number): boolean {
  if (!line.isNumber(at + 1) || clockEnd(line, at + 1) !== undefined) return false;
  const isList = ENDS_OF_LISTS.has(line.word(at + 2)) || line.isIn(at + 2, 'list_words');
  const isRange = RANGE_MARKS.has(line.word(at)) || line.isIn(at, 'range_words');
  return isRange || (line.word(at) === ',' && isList);
}

const afterArticle = (line: Sentence, at: number): number => (line.isIn(at, 'the') ? at + 1 : at);

/** Whether the words of a relation go on with another date, readable or not. */
function isDateish(line: Sentence, at: number): boolean {
  const start = afterArticle(line, at);
  if (line.isIn(start, 'dateish') || isMonth(line, start) || line.begins('wd', start)) return true;
  return isUnreadNumber(line, start) || line.begins('ordinal', start);
}

function isSpanOrPeriod(line: Sentence, at: number): boolean {
  const start = afterArticle(line, at);
  if (line.isIn(start, 'period_words') || isMonth(line, start)) return true;
  return line.begins('span', start) || line.isNumber(start);
}
