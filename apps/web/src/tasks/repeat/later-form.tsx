'use client';

import { Button, SelectField, TextField } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { dayLatest } from '../edit/faults.ts';
import { readText, useRecurrenceIn } from './use-recurrence-in.ts';
import type { Series } from './use-series.ts';
import { useEscape } from './use-escape.ts';

export interface LaterFormProps {
  /** Of the occurrence that is open. */
  originalOn: string;
  series: Series;
  onDone: () => void;
  onClose: () => void;
}

/** An occurrence that is yet to come is left out, or is where the task begins to repeat otherwise. */
export function LaterForm({ originalOn, series, onDone, onClose }: LaterFormProps): ReactElement {
  const [day, setDay] = useState('');
  const [kind, setKind] = useState<'skip' | 'split'>('skip');
  const [phrase, setPhrase] = useState('');
  const [isAsked, setAsked] = useState(false);
  const form = useEscape(onClose);
  const read = useRecurrenceIn(kind === 'split' ? phrase : '');
  const isLater = day.length === 10 && day > originalOn && day <= dayLatest;
  const isUnread = kind === 'split' && !read;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setAsked(true);
    if (!isLater || (kind === 'split' && !read)) return;
    const isDone = await (kind === 'split' && read
      ? series.split(day, { rule: read.rule, anchor: read.anchor })
      : series.skip(day));
    if (isDone) onDone();
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="A later one"
      data-own-escape
      onSubmit={(event) => void submit(event)}
      className="grid w-full items-start gap-3 sm:grid-cols-2"
    >
      <TextField
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the button before it
        autoFocus
        label="The one of"
        type="date"
        min={originalOn}
        max={dayLatest}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        error={isAsked && !isLater ? 'Choose a day on which it is due later.' : undefined}
      />
      <SelectField
        label="What becomes of it"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
      >
        <option value="skip">It is left out</option>
        <option value="split">From it on, it repeats otherwise</option>
      </SelectField>
      {kind === 'split' ? (
        <TextField
          dir="auto"
          className="sm:col-span-2"
          label="How it repeats from then on"
          placeholder="every month on the 1st"
          autoComplete="off"
          value={phrase}
          onChange={(event) => setPhrase(event.currentTarget.value)}
          description={phrase.trim() === '' ? undefined : readText(read)}
          error={isAsked && isUnread ? 'Write it as “every month on the 1st”.' : undefined}
        />
      ) : null}
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" size="small" variant="primary" pending={series.pending !== null}>
          Change this one
        </Button>
        <Button size="small" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
