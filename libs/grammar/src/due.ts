/**
 * Says which date of a line is its due date, and which is a part of what there is to do.
 *
 * "Friday prayer book", "watch The Day After Tomorrow" and "work on monday slides" hold words of dates that belong to
 * other words. A date counts where an adverb can stand: at the end, at the beginning before a verb, or between two parts
 * of the sentence.
 */
import { isBound, isWithinBrackets } from './bonds.ts';
import { isNegatedAfter } from './clauses.ts';
import { clockEnd, clocksEnd } from './clocks.ts';
import type { Day } from './days.ts';
import { isSaidToBeDue, type FoundDate } from './found.ts';
import { isPartOfAName } from './names.ts';
import type { Sentence } from './sentence.ts';

const SENTENCE_MARKS: ReadonlySet<string> = new Set(',.;!?)]}\u2026\u2013\u2014\u3001\u3002');
const DASHES: ReadonlySet<string> = new Set('-\u2013\u2014');

/** The tokens that say when something is due, with the marks around them. */
export interface DuePhrase {
  readonly first: number;
  readonly end: number;
  readonly value: Day;
  readonly it: FoundDate;
}

/**
 * Finds the due date of a line, which is the only day on which something is due.
 *
 * `joints` are the words that may follow a date at the beginning: "tomorrow to call mom" is what comes after
 * "remind me". `aside` says of each token whether it is about something else.
 */
export function findDue(
  line: Sentence,
  found: readonly FoundDate[],
  joints: ReadonlySet<string>,
  aside: readonly boolean[],
): DuePhrase | undefined {
  let last: DuePhrase | undefined;
  for (const it of found) {
    let phrase = bracketed(line, it);
    if (phrase === undefined && aside[it.first] !== true && isDue(line, it, joints)) {
      phrase = emphasised(line, it);
    }
    if (phrase === undefined) continue;
    // "Milk tomorrow and bread on friday" is two tasks, and no day is that of both.
    if (last !== undefined && phrase.value !== last.value) return undefined;
    last = phrase;
  }
  return last;
}

function phraseOf(it: FoundDate, first: number, end: number): DuePhrase | undefined {
  return it.value === undefined ? undefined : { first, end, value: it.value, it };
}

/** Takes the marks of emphasis around a date along with it: "**tomorrow**". */
function emphasised(line: Sentence, it: FoundDate): DuePhrase | undefined {
  let { first, end } = it;
  while (line.word(first - 1) === '*' && line.word(end) === '*' && line.touches(end)) {
    first -= 1;
    end += 1;
  }
  return phraseOf(it, first, end);
}

/** Takes the brackets around a date along with it: "buy milk (tomorrow)". */
function bracketed(line: Sentence, it: FoundDate): DuePhrase | undefined {
  const [opening, closing] = line.enclosing(it.first) ?? [];
  if (opening !== it.first - 1 || closing !== it.end) return undefined;
  return phraseOf(it, opening, closing + 1);
}

function isDue(line: Sentence, it: FoundDate, joints: ReadonlySet<string>): boolean {
  if (isSaidToBeDue(it)) {
    // "What is due friday" is a part of what there is to do.
    const isNeeded = line.isIn(it.first - 1, 'dangling');
    return !isNeeded && (isBoundary(line, it.end) || isAtStart(line, it.first));
  }
  if (isAtStart(line, it.first)) {
    if (leavesHalfASentence(line, it, joints) || isNegatedAfter(line, it.end)) return false;
  }
  const words = it.leads;
  if (words.has('to') || isWithinBrackets(line, it)) return false;
  if (isBound(line, it) || isPartOfAName(line, it)) return false;
  if (words.size > 0) return isDueAfterWords(line, it, words);
  if (it.form === 'full') return isAtStart(line, it.first) || isBoundary(line, it.end);
  return isDueAlone(line, it);
}

/** Decides on a date after a preposition: "notes for monday meeting" has none. */
function isDueAfterWords(line: Sentence, it: FoundDate, words: ReadonlySet<string>): boolean {
  if (isBoundary(line, it.end)) return true;
  const isFirst = isAtStart(line, it.first);
  if (isFirst && (line.word(it.end) === ':' || line.isIn(it.end, 'task_verbs'))) return true;
  if (!words.has('on')) return it.form === 'clear' && !words.has('for');
  return it.form === 'clear' || isFirst;
}

function isDueAlone(line: Sentence, it: FoundDate): boolean {
  if (it.form === 'feast') return false;
  if (isAtEnd(line, it.end)) return it.form !== 'after';
  if (it.form === 'end') return false;
  if (isAtStart(line, it.first)) return isDueAtStart(line, it);
  return (it.form === 'clear' || it.form === 'name') && isBoundary(line, it.end);
}

function isDueAtStart(line: Sentence, it: FoundDate): boolean {
  if (it.form === 'clear' || it.form === 'edge') return true;
  if (it.form !== 'name') return false;
  const isApart = isBoundary(line, it.end) || line.word(it.end) === ':';
  if (isApart || line.isIn(it.end, 'task_verbs')) return true;
  return line.isIn(it.dayAt, 'day_adverbs') && !line.isCapital(it.end);
}

/** Whether what follows a date at the beginning needs it: "friday to sunday's list". */
function leavesHalfASentence(line: Sentence, it: FoundDate, joints: ReadonlySet<string>): boolean {
  const after = clocksEnd(line, it.end);
  return line.isIn(after, 'needing') && !joints.has(line.word(after));
}

/** Whether no word follows that is not of a time. */
export function isAtEnd(line: Sentence, end: number): boolean {
  return line.areMarks(clocksEnd(line, end), line.length);
}

/** Whether no word is before a place that is not of a time. */
export function isAtStart(line: Sentence, at: number): boolean {
  let first = 0;
  while (first < at && line.areMarks(first, first + 1)) first += 1;
  return line.areMarks(clocksEnd(line, first), at);
}

/** Whether a part of the sentence ends before a place: no noun follows that is meant. */
export function isBoundary(line: Sentence, at: number): boolean {
  const word = line.word(at);
  if (word === '' || line.claimed.has(at) || line.isIn(at, 'function_words')) return true;
  if (line.language.isFree && line.isWord(at)) return true;
  if (clockEnd(line, at) !== undefined || line.begins('role_word', at)) return true;
  const isApartDash = DASHES.has(word) && !line.touches(at);
  return line.isMark(at) && (SENTENCE_MARKS.has(word) || isApartDash);
}
