'use client';

import { todayInZone, useDraft } from '@taskora/ui';
import { useMemo, useRef, useState } from 'react';

import type { Failed, Outcome } from '../outbox/outbox.ts';
import { newSending } from './add-tasks.ts';
import { claimOf } from './line-segments.ts';
import { isDateDismissed } from './new-task.ts';
import { storedSending, storedTexts, type Sending } from './sending.ts';
import { asOneLine } from './title-text.ts';
import { useReading } from './use-read-line.ts';

export interface AddField {
  onAdd: (sending: Sending) => Promise<Outcome>;
  /** A line was not added, and is back in the field. */
  onBack: (sending: Sending, failure: Failed) => void;
  /** A line was not added, and its field is taken by the next one by now. */
  onLost: (sending: Sending, failure: Failed) => void;
}

/** The same line again on the same day is the same change: it goes out under its first key. */
function isSameRequest(
  last: Sending | null,
  line: string,
  kept: readonly string[],
): last is Sending {
  if (last?.line !== line || last.kept.join('\n') !== kept.join('\n')) return false;
  return todayInZone(undefined, new Date(last.sentAt)) === todayInZone();
}

/** The quick add's field: its text, what that means, and what became of the lines that were sent. */
export function useAddField({ onAdd, onBack, onLost }: AddField) {
  const [draft, setDraft] = useDraft('quick-add');
  const [keptText, setKeptText] = useDraft('quick-add-kept');
  const [returnedText, setReturnedText] = useDraft('quick-add-returned');
  const [failure, setFailure] = useState<Failed | null>(null);
  const text = draft ?? '';
  const latest = useRef(text);
  const line = asOneLine(text);
  const reading = useReading(line);
  const claim = claimOf(line, reading);
  const keptDates = useMemo(() => storedTexts(keptText), [keptText]);
  const kept = useMemo(() => new Set(keptDates), [keptDates]);
  const refused = claim !== null && isDateDismissed(kept, claim.text);

  function setKept(dates: readonly string[]): void {
    setKeptText(dates.length === 0 ? null : JSON.stringify(dates));
  }

  function write(value: string): void {
    latest.current = value;
    setDraft(value === '' ? null : value);
    if (value.trim() === '') setKept([]);
    setFailure(null);
  }

  function keep(text: string, keeps: boolean): void {
    const others = keptDates.filter((each) => each !== text.toLowerCase());
    setKept(keeps ? [...others, text.toLowerCase()] : others);
  }

  /** What was typed comes back when it was not added, unless something new was typed meanwhile. */
  function giveBack(sending: Sending, failed: Failed): void {
    if (latest.current !== '') {
      onLost(sending, failed);
      return;
    }
    write(sending.line);
    setKept(sending.kept);
    setReturnedText(JSON.stringify(sending));
    setFailure(failed);
    onBack(sending, failed);
  }

  async function send(restInNotes = false): Promise<void> {
    const last = storedSending(returnedText);
    const known = reading && !refused ? reading : null;
    const shown = { title: known?.title || line, dueOn: known?.dueOn ?? null };
    const isAgain = isSameRequest(last, line, keptDates) && last.restInNotes === restInNotes;
    const sending = isAgain ? last : newSending(line, { kept: keptDates, shown, restInNotes });
    const sent = onAdd(sending);
    write('');
    setReturnedText(null);
    const outcome = await sent;
    if (!outcome.ok) giveBack(sending, outcome);
  }

  return { text, line, reading, claim, kept, refused, failure, write, keep, send };
}
