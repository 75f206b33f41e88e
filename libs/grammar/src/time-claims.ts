/** Claims at what time something is due, and how long it takes. */
import { chosen } from './choices.ts';
import { wordsOf } from './claims.ts';
import { addDays, isoDay } from './days.ts';
import { isAtStart, isBoundary } from './due.ts';
import type { Due, Reading } from './reading.ts';
import { isPhraseTied, type Place } from './ties.ts';
import {
  findTimes,
  phrases,
  readClock,
  readHours,
  readLength,
  readWait,
  writtenClock,
  type Clock,
  type ClockNode,
  type HoursNode,
  type LengthNode,
  type WaitNode,
} from './times.ts';

/**
 * Claims the time of a line, if it has one and no more.
 *
 * By itself it is of today, or of tomorrow when it is over; but not beside a day that is not read.
 */
export function claimTime(reading: Reading, aside: readonly boolean[]): void {
  const days = reading.claims.filter(({ kind }) => kind === 'due' || kind === 'recurrence');
  const beside = new Set(days.flatMap(({ first, end }) => [first, end]));
  const [it, ...others] = findTimes(reading.line, reading.free, beside).filter(
    ({ first }) => aside[first] !== true,
  );
  if (it === undefined || others.length > 0) return;
  if (days.length === 0 && hasDay(reading)) return;
  switch (it.node.k) {
    case 'none':
      return;
    case 'wait':
      return claimWait(reading, it, it.node);
    case 'hours':
      return claimHours(reading, it, it.node);
    case 'time':
      return claimClock(reading, it, it.node.at);
  }
}

function hasDay({ line, free }: Reading): boolean {
  return free.some((isFree, at) => isFree && line.begins('day', at));
}

function claimClock(reading: Reading, { first, end }: Place, at: ClockNode): void {
  const words = wordsOf(reading.line, first, end);
  const clocks = readClock(at, reading.part);
  const [clock, others] = chosen(reading.context, words, clocks);
  reading.add({
    kind: 'time',
    first,
    end,
    reading: { at: writtenClock(clock) },
    others: others.map((each) => ({ at: writtenClock(each) })),
  });
  setTime(reading, clock);
}

function claimHours(reading: Reading, { first, end }: Place, node: HoursNode): void {
  const hours = readHours(node, reading.part);
  if (hours === undefined) return;
  const [clock, durationMinutes] = hours;
  const read = { at: writtenClock(clock), durationMinutes };
  reading.add({ kind: 'time', first, end, reading: read });
  setTime(reading, clock);
  reading.fields.durationMinutes = durationMinutes;
}

function claimWait(reading: Reading, { first, end }: Place, node: WaitNode): void {
  const { fields } = reading;
  const instant = readWait(node, reading.context);
  if (instant === undefined || fields.due || fields.recurrence) return;
  const read = { on: isoDay(instant.day), at: writtenClock(instant.clock) };
  reading.add({ kind: 'time', first, end, reading: read });
  fields.due = read;
}

function setTime({ context, fields }: Reading, clock: Clock): void {
  const isOver = clock <= context.clock;
  const due: Due = fields.due ?? { on: isoDay(addDays(context.today, isOver ? 1 : 0)) };
  fields.due = { ...due, at: writtenClock(clock) };
}

/** Claims how long something takes, if the line says it once: "for 2 hours". */
export function claimDuration(reading: Reading, aside: readonly boolean[]): void {
  const { line } = reading;
  const [it, ...others] = phrases(line, 'duration', reading.free).filter(
    (place) =>
      aside[place.first] !== true &&
      !isPhraseTied(line, place) &&
      (isBoundary(line, place.end) || isAtStart(line, place.first)),
  );
  if (it === undefined || others.length > 0) return;
  const { first, end, value } = it;
  const minutes = value ? readLength(value as unknown as LengthNode) : undefined;
  if (minutes === undefined || reading.fields.durationMinutes !== undefined) return;
  reading.add({ kind: 'duration', first, end, reading: minutes });
  reading.fields.durationMinutes = minutes;
}
