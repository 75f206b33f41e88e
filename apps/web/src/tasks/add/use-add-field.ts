'use client';

import { todayInZone } from '@taskora/ui';
import { useRef, useState } from 'react';

import { useDraft } from '../../drafts/drafts-context.tsx';
import type { Failed, Outcome } from '../outbox/outbox.ts';
import { claimOf } from './line-pieces.ts';
import { keepsWords, type KeptWords } from './new-task.ts';
import { asOneLine } from './title-text.ts';
import { isReadable, useReading } from './use-read-line.ts';

const nothingKept: KeptWords = new Set();

/** A line that came back because it was not added. */
interface Returned {
  line: string;
  day: string;
  kept: KeptWords;
  failure: Failed;
}

export interface AddLine {
  line: string;
  kept: KeptWords;
  /** What is known of the line already; the row shows it until more is known. */
  shown: { title: string; dueOn: string | null };
  moment: Date;
  /** A title that is too long goes on in the notes. */
  restInNotes: boolean;
}

export interface AddField {
  onAdd: (line: AddLine) => Promise<Outcome>;
  /** A line was not added, and its field is taken by the next one by now. */
  onLost: (line: string, failure: Failed) => void;
}

/** The quick add's field: its words, what they mean, and what became of those that were sent. */
export function useAddField({ onAdd, onLost }: AddField) {
  const [draft, setDraft] = useDraft('quick-add');
  const [kept, setKept] = useState(nothingKept);
  const [returned, setReturned] = useState<Returned | null>(null);
  const text = draft ?? '';
  const latest = useRef(text);
  const line = asOneLine(text);
  const reading = useReading(line);
  const claim = claimOf(line, reading);

  function write(value: string): void {
    latest.current = value;
    setDraft(value === '' ? null : value);
    if (value.trim() === '') setKept(nothingKept);
    if (returned && asOneLine(value) !== returned.line) setReturned(null);
  }

  function keep(words: string, keeps: boolean): void {
    const next = new Set(kept);
    if (keeps) next.add(words.toLowerCase());
    else next.delete(words.toLowerCase());
    setKept(next);
  }

  /** What was typed comes back when it was not added, unless something new was typed meanwhile. */
  function giveBack(sent: Returned): void {
    if (latest.current !== '') {
      onLost(sent.line, sent.failure);
      return;
    }
    write(sent.line);
    setKept(sent.kept);
    setReturned(sent);
  }

  async function send(restInNotes = false): Promise<void> {
    const moment = new Date();
    const day = todayInZone(undefined, moment);
    // The same line again is the same wish: it goes out under its first key, so that it is done once.
    const again = returned?.line === line && returned.day === day && returned.kept === kept;
    const known = reading && !(claim && keepsWords(kept, claim.words)) ? reading : null;
    const shown = { title: known?.title || line, dueOn: known?.dueOn ?? null };
    const sending = again
      ? returned.failure.repeat()
      : onAdd({ line, kept, shown, moment, restInNotes });
    latest.current = '';
    setDraft(null);
    setKept(nothingKept);
    setReturned(null);
    const outcome = await sending;
    if (!outcome.ok) giveBack({ line, day, kept, failure: outcome });
  }

  return {
    text,
    line,
    reading: isReadable(line) ? reading : null,
    claim,
    kept,
    /** Whether the words that are read as the date are to stay words. */
    refused: claim !== null && keepsWords(kept, claim.words),
    failure: returned?.failure ?? null,
    write,
    keep,
    send,
  };
}
