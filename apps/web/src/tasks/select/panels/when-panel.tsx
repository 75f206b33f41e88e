'use client';

import { Button, TextField } from '@taskora/ui';
import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactElement } from 'react';

import { typedNow } from '../../add/typed.ts';
import { useReading } from '../../add/use-read-line.ts';
import type { PanelProps } from './panel.ts';

const onlyDue = ['due'];
const nothingKept: readonly string[] = [];
/** A date alone is no line: something has to be due. */
const subject = 'x';

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** What is written of a day, as the grammar of the quick add reads it; null for anything else. */
function useDueIn(text: string) {
  const line = text.trim() === '' ? '' : `${subject} ${text.trim()}`;
  const typed = useMemo(() => (line === '' ? null : typedNow()), [line]);
  const reading = useReading({ line, typed, kept: nothingKept, only: onlyDue });
  if (!reading) return undefined;
  const { due, title } = reading;
  if (due?.on === undefined || title !== subject) return null;
  return { on: due.on, at: due.at, zone: reading.typed.zone };
}

function readText(due: ReturnType<typeof useDueIn>): string | undefined {
  if (due === undefined) return undefined;
  if (due === null) return 'This is not read as a day.';
  const day = dayFormat.format(new Date(`${due.on}T00:00:00Z`));
  return `Read as: ${day}${due.at ? `, ${due.at.slice(0, 'hh:mm'.length)}` : ''}`;
}

/** Another day for all selected tasks, written as in the quick add. */
export function WhenPanel({ pending, onWanted }: PanelProps): ReactElement {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const due = useDueIn(text);
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!due) return;
    // A task that has a time keeps it, where none is written.
    const time = due.at ? { dueTime: due.at, dueZone: due.zone } : {};
    onWanted({ verb: 'changed', body: { changes: { dueOn: due.on, ...time } } });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <TextField
        ref={field}
        dir="auto"
        label="New day"
        placeholder="tomorrow, next Monday, in 2 weeks at 5pm"
        className="min-w-48 flex-1"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        description={readText(due)}
      />
      <div className="flex gap-2 sm:pt-7">
        <Button type="submit" size="small" variant="primary" pending={pending} disabled={!due}>
          Set the day
        </Button>
        <Button
          size="small"
          pending={pending}
          onClick={() =>
            onWanted({
              verb: 'changed',
              body: { changes: { dueOn: null, dueTime: null, dueZone: null } },
            })
          }
        >
          No day
        </Button>
      </div>
    </form>
  );
}
