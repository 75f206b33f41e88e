'use client';

import { useMemo } from 'react';

import { typedNow } from '../add/typed.ts';
import { useReading } from '../add/use-read-line.ts';
import { readBefore } from './read-reminder.ts';
import type { When } from './reminder-text.ts';

const onlyWhen = ['due', 'time'];
const nothingKept: readonly string[] = [];
/** A moment alone is no line: something has to happen then. */
const subject = 'x';
/** Of a day without a time. */
const usualTime = '09:00';

/** The instant at which the reader's clocks show that; what they jump over comes after. */
const instantOf = (day: string, time: string) =>
  new Date(`${day}T${time.slice(0, 5)}`).toISOString();

/**
 * When somebody wants to be reminded, as it is written: before the task is due, or at a moment as the grammar of
 * the quick add reads it. Null where it is neither, 'unfit' where a task with that due time cannot have it; undefined
 * while that is not known.
 */
export function useReminderIn(
  text: string,
  dueTime: string | null,
): When | 'unfit' | null | undefined {
  const before = useMemo(() => readBefore(text, dueTime), [text, dueTime]);
  const moment = text.trim().replace(/^remind me /iu, '');
  const line = moment === '' || before ? '' : `${subject} ${moment}`;
  const typed = useMemo(() => (line === '' ? null : typedNow()), [line]);
  const reading = useReading({ line, typed, kept: nothingKept, only: onlyWhen });
  return useMemo(() => {
    if (before) return before;
    if (!reading) return undefined;
    const { due, title } = reading;
    if (due?.on === undefined || title !== subject) return null;
    const remindAt = instantOf(due.on, due.at ?? usualTime);
    return { remindAt, minutesBefore: null, allDayTime: null };
  }, [before, reading]);
}
