'use client';

import { describeProblem } from '@taskora/api-client';
import { Alert, Button, TextField, useHydrated } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import type { Past } from './past-dialog.tsx';
import { entryAt } from './use-activity.ts';

export interface MomentFormProps {
  taskId: string;
  onPast: (past: Past) => void;
}

/** Asks for a moment, and what the task was like then. */
export function MomentForm({ taskId, onPast }: MomentFormProps): ReactElement {
  const [moment, setMoment] = useState('');
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<{ tone: 'info' | 'danger'; title: string } | null>(null);
  const hydrated = useHydrated();

  async function find(): Promise<void> {
    setPending(true);
    setSaid(null);
    try {
      const entry = await entryAt(taskId, new Date(moment));
      if (entry === null) {
        setSaid({ tone: 'info', title: 'The task was not there then.' });
      } else if (entry.sequence === null) {
        setSaid({ tone: 'info', title: 'It is still as it was then.' });
      } else {
        const { spaceId, sequence, entityId, createdAt } = entry;
        onPast({ spaceId, sequence, entityId, createdAt });
      }
    } catch (error) {
      setSaid({ tone: 'danger', title: `That could not be read. ${describeProblem(error)}` });
    } finally {
      setPending(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (moment !== '' && !pending) void find();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label="As it was on"
          type="datetime-local"
          step="1"
          required
          readOnly={!hydrated}
          className="min-w-56"
          value={moment}
          onChange={(event) => setMoment(event.currentTarget.value)}
        />
        <Button type="submit" pending={pending} disabled={!hydrated}>
          Show it
        </Button>
      </div>
      {said ? <Alert {...said} /> : null}
    </form>
  );
}
