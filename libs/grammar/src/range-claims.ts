/** Claims the days from which to which something goes on: "trip from friday to sunday". */
import { isoDay } from './days.ts';
import { isAtStart, isBoundary } from './due.ts';
import { readRange, type RangeNode } from './ranges.ts';
import type { Reading } from './reading.ts';
import type { Sentence } from './sentence.ts';
import { isPhraseTied, type Place } from './ties.ts';
import { phrases } from './times.ts';

/**
 * Claims the range of a line; true as well where it has one that is not claimed.
 *
 * A part of a range is no day on which something is due.
 */
export function claimRange(reading: Reading, aside: readonly boolean[]): boolean {
  const { line, context, fields } = reading;
  const [it, ...others] = phrases(line, 'range', reading.free).filter(
    // "december twenty-first" is one day.
    ({ first, end }) => !line.all('day', first).has(end),
  );
  if (it === undefined) return false;
  const days = readRange(it.value as unknown as RangeNode, context);
  const isAside = aside[it.first] === true || isBound(line, it) || isPhraseTied(line, it);
  const stands = isBoundary(line, it.end) || isAtStart(line, it.first);
  if (others.length > 0 || days === undefined || isAside || !stands) return true;
  const [start, due] = days.map(isoDay) as [string, string];
  reading.add({ kind: 'range', first: it.first, end: it.end, reading: { start, due } });
  fields.start = start;
  fields.due = { on: due };
  return true;
}

function isBound(line: Sentence, { first, end }: Place): boolean {
  const isMoved = line.words.slice(0, first).some((word) => line.list('moving_verbs').has(word));
  return isMoved || line.begins('day', end);
}
