'use client';

import { useDraft } from '@taskora/ui';
import { useMemo, useRef, useState } from 'react';

import type { Failed, Outcome } from '../outbox/outbox.ts';
import { newSending } from './add-tasks.ts';
import type { Chip } from './chips.ts';
import { newTaskFrom } from './new-task.ts';
import { placesOf } from './places.ts';
import { useRemember } from './reading-settings.ts';
import { storedSending, storedTexts, type Sending } from './sending.ts';
import { asOneLine } from './title-text.ts';
import { storedTyped, typedNow } from './typed.ts';
import { useLineReader, useReading } from './use-read-line.ts';

export interface AddField {
  onAdd: (sending: Sending) => Promise<Outcome>;
  /** A line was not added, and is back in the field. */
  onBack: (sending: Sending, failure: Failed) => void;
  /** A line was not added, and its field is taken by the next one by now. */
  onLost: (sending: Sending, failure: Failed) => void;
}

/** The same line again, as it was typed, is the same change: it goes out under its first key. */
function isSameRequest(last: Sending | null, now: Sending): last is Sending {
  const asked = ({ line, kept, typed, restInNotes, shown }: Sending) =>
    JSON.stringify([line, kept, typed, restInNotes, shown]);
  return last !== null && asked(last) === asked(now);
}

/** The quick add's field: its text, what that means, and what became of the lines that were sent. */
export function useAddField({ onAdd, onBack, onLost }: AddField) {
  const [draft, setDraft] = useDraft('quick-add');
  const [keptText, setKeptText] = useDraft('quick-add-kept');
  const [typedText, setTypedText] = useDraft('quick-add-typed');
  const [returnedText, setReturnedText] = useDraft('quick-add-returned');
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const remember = useRemember();
  const text = draft ?? '';
  const latest = useRef(text);
  const line = asOneLine(text);
  const keptPhrases = useMemo(() => storedTexts(keptText), [keptText]);
  const isEmpty = line === '';
  const typed = useMemo(
    () => storedTyped(typedText) ?? (isEmpty ? null : typedNow()),
    [typedText, isEmpty],
  );
  const reader = useLineReader(isWriting || line !== '');
  const reading = useReading({ line, typed, kept: keptPhrases });
  const chips = useMemo(
    () => (reader && reading ? reader.chipsOf(reading) : []),
    [reader, reading],
  );
  const kept = useMemo(
    () => keptPhrases.filter((phrase) => placesOf(phrase, line).length > 0),
    [keptPhrases, line],
  );

  function setKept(phrases: readonly string[]): void {
    setKeptText(phrases.length === 0 ? null : JSON.stringify(phrases));
  }

  /**
   * A phrase means what it meant when it was typed: more of a title, written after midnight, moves no
   * "tomorrow". Once a phrase with a meaning is another, it is the moment of that one that counts.
   */
  function keepMoment(value: string): void {
    const before = chips.map(({ phrase }) => phrase.toLowerCase());
    const after = asOneLine(value).toLowerCase();
    const isKept =
      before.length > 0 && before.every((phrase) => placesOf(phrase, after).length > 0);
    if (!isKept || typedText === null) setTypedText(JSON.stringify(typedNow()));
  }

  function write(value: string): void {
    latest.current = value;
    setDraft(value === '' ? null : value);
    if (value.trim() === '') {
      setKept([]);
      setTypedText(null);
    } else keepMoment(value);
    setFailure(null);
  }

  function keep(phrase: string, keeps: boolean): void {
    const others = keptPhrases.filter((each) => each !== phrase.toLowerCase());
    setKept(keeps ? [...others, phrase.toLowerCase()] : others);
  }

  function choose(chip: Chip, place: number): void {
    if (!reader || !reading) return;
    remember(reader.choiceOf({ reading, chip, place }));
    // It means something else now, and is another change than the one that was sent.
    setReturnedText(null);
  }

  /** What was typed comes back when it was not added, unless something new was typed meanwhile. */
  function giveBack(sending: Sending, failed: Failed): void {
    if (latest.current !== '') {
      onLost(sending, failed);
      return;
    }
    write(sending.line);
    setKept(sending.kept);
    setTypedText(JSON.stringify(sending.typed));
    setReturnedText(JSON.stringify(sending));
    setFailure(failed);
    onBack(sending, failed);
  }

  async function send(restInNotes = false): Promise<void> {
    // What is sent is what the chips say; without them it is read when the grammar has come.
    const read = reading && newTaskFrom(line, reading);
    const shown = { title: read?.task.title ?? line, dueOn: read?.task.dueOn ?? null };
    const asked = newSending(line, {
      kept: keptPhrases,
      shown,
      restInNotes,
      ...(typed && { typed }),
      ...(read && { task: read.task as Sending['task'], project: read.project }),
    });
    const last = storedSending(returnedText);
    const sent = onAdd(isSameRequest(last, asked) ? last : asked);
    write('');
    setReturnedText(null);
    const outcome = await sent;
    if (!outcome.ok) giveBack(isSameRequest(last, asked) ? last : asked, outcome);
  }

  return {
    text,
    line,
    reader,
    reading,
    typed,
    chips,
    kept,
    keptPhrases,
    failure,
    write,
    keep,
    choose,
    send,
    /** Somebody is about to write. */
    begin: () => setIsWriting(true),
  };
}
