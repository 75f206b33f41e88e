/** Recognises what is done again and again, which no single date can say. */
import { isoDay } from './days.ts';
import { isAtStart, isBoundary } from './due.ts';
import type { JsonObject } from './json.ts';
import type { Reading } from './reading.ts';
import { readRecurrence, type RecurrenceNode } from './recurrences.ts';
import type { Sentence } from './sentence.ts';
import { isPhraseTied } from './ties.ts';
import { phrases, readClock, writtenClock, type Clock, type Phrase } from './times.ts';

/**
 * Whether a line speaks of every so often: "every other friday", "twice a week".
 *
 * With `free`, what is claimed already does not count.
 */
export function isRecurrent(line: Sentence, free?: readonly boolean[]): boolean {
  return line.tokens.some((_, at) => free?.[at] !== false && line.begins('often', at));
}

/** Claims the recurrence of a line, if it has one and no more. */
export function claimRecurrence(reading: Reading, aside: readonly boolean[]): boolean {
  const { line, fields } = reading;
  const [it, ...others] = phrases(line, 'recurrence', reading.free);
  if (it === undefined || others.length > 0 || aside[it.first] === true) return false;
  const node = it.value as unknown as Partial<RecurrenceNode>;
  if (!hasFrequency(node) || !stands(line, it, node)) return false;
  const clock = clockOf(node);
  const read = readRecurrence(node, reading.context, clock);
  if (read === undefined || (node.time && clock === undefined)) return false;
  const written = { ...read.written } satisfies JsonObject;
  reading.add({ kind: 'recurrence', first: it.first, end: it.end, reading: written });
  fields.recurrence = read.written;
  const at = clock === undefined ? {} : { at: writtenClock(clock) };
  fields.due = { on: isoDay(read.first), ...at };
  reading.part = node.part;
  return true;
}

const hasFrequency = (node: Partial<RecurrenceNode>): node is RecurrenceNode =>
  node.freq !== undefined;

function clockOf({ time, part }: RecurrenceNode): Clock | undefined {
  return time?.k === 'time' ? readClock(time.at, part)[0] : undefined;
}

/** Whether a recurrence is said of the whole line, and of no word in it. */
function stands(line: Sentence, { first, end }: Phrase, node: RecurrenceNode): boolean {
  if (line.begins('day', end) || isPhraseTied(line, { first, end })) return false;
  if (node.adverb && isAtStart(line, first)) {
    // "Weekly report" is the name of one.
    return line.word(end) === ':' || isBoundary(line, end);
  }
  if (node.plural) {
    const isOneOfSome = line.isIn(first - 1, 'before_plurals') || line.begins('count', first - 1);
    const isNamed = line.isCapital(first) || isOneOfSome;
    return !isNamed && line.areMarks(end, line.length) && first > 0;
  }
  return isBoundary(line, end) || isAtStart(line, first);
}
