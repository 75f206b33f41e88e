'use client';

import type { PauseDays } from '@taskora/api-client';
import { Button, TextField } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { dayEarliest, dayLatest } from '../edit/faults.ts';
import { dayAfter } from '../words/day-text.ts';
import { useEscape } from './use-escape.ts';

const isDay = (text: string) => text.length === 10 && text >= dayEarliest && text <= dayLatest;
const daysInWeek = 7;

export interface PauseFormProps {
  today: string;
  pending: boolean;
  onPause: (days: PauseDays) => void;
  onClose: () => void;
}

/** For how long nothing of a task is due. */
export function PauseForm({ today, pending, onPause, onClose }: PauseFormProps): ReactElement {
  const [startOn, setStartOn] = useState(today);
  const [resumedOn, setResumedOn] = useState(dayAfter(today, daysInWeek));
  const [isAsked, setAsked] = useState(false);
  const form = useEscape(onClose);
  const startFault = isDay(startOn) ? undefined : 'Choose the first day of the pause.';
  const isAfter = isDay(resumedOn) && resumedOn > startOn;
  const endFault = isAfter ? undefined : 'Choose a day after the first one of the pause.';

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (!startFault && !endFault) onPause({ startOn, resumedOn });
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="Pause"
      data-own-escape
      onSubmit={submit}
      className="grid w-full items-start gap-3 sm:grid-cols-2"
    >
      <TextField
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the button before it
        autoFocus
        label="Nothing is due from"
        type="date"
        min={dayEarliest}
        max={dayLatest}
        value={startOn}
        onChange={(event) => setStartOn(event.currentTarget.value)}
        error={isAsked ? startFault : undefined}
      />
      <TextField
        label="Due again from"
        type="date"
        min={dayEarliest}
        max={dayLatest}
        value={resumedOn}
        onChange={(event) => setResumedOn(event.currentTarget.value)}
        error={isAsked ? endFault : undefined}
      />
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" size="small" variant="primary" pending={pending}>
          Pause until then
        </Button>
        <Button size="small" onClick={onClose}>
          Do not pause
        </Button>
      </div>
    </form>
  );
}
