'use client';

import { useMemo } from 'react';

import { typedNow } from '../add/typed.ts';
import { useReading } from '../add/use-read-line.ts';
import { recurrenceText } from '../words/recurrence-text.ts';

const onlyRecurrence = ['recurrence'];
const nothingKept: readonly string[] = [];
/** A repetition alone is no line: something has to be repeated. */
const subject = 'x ';

/** What is written of a repetition, as the grammar of the quick add reads it; null for anything else. */
export function useRecurrenceIn(text: string) {
  const line = text.trim() === '' ? '' : `${subject}${text.trim()}`;
  const typed = useMemo(() => (line === '' ? null : typedNow()), [line]);
  const reading = useReading({ line, typed, kept: nothingKept, only: onlyRecurrence });
  const { recurrence, due, title } = reading ?? {};
  if (!reading) return undefined;
  // What is left over were not understood.
  if (!recurrence || title !== subject.trim()) return null;
  return { rule: recurrence.rule, anchor: recurrence.anchor, firstOn: due?.on };
}

/** How a phrase is understood, before it counts. */
export function readText(read: ReturnType<typeof useRecurrenceIn>): string | undefined {
  if (read === undefined) return undefined;
  return read ? `Read as: ${recurrenceText(read)}` : 'This is not read as a repetition.';
}
