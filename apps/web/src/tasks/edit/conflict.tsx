'use client';

import type { Task } from '@taskora/api-client';
import { Alert, Button, DueDate } from '@taskora/ui';
import type { ReactElement, ReactNode } from 'react';

import { changesIn, type EditDraft } from './edit-draft.ts';
import { fieldsInConflict } from './save-edit.ts';

export interface ConflictProps {
  draft: EditDraft;
  latest: Task;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

const names = { title: 'Title', dueOn: 'Due date' } as const;

function shown(field: keyof typeof names, value: string | null): ReactNode {
  if (field === 'dueOn') return value ? <DueDate dueOn={value} /> : 'no date';
  return <bdi>“{value}”</bdi>;
}

/** Both values of what was changed here and elsewhere; nothing is saved until one is chosen. */
export function Conflict(props: ConflictProps): ReactElement {
  const { draft, latest, onKeepMine, onTakeTheirs } = props;
  const mine = { title: draft.title.trim(), dueOn: draft.dueOn === '' ? null : draft.dueOn };
  const fields = fieldsInConflict(draft.base, changesIn(draft), latest);
  const action = (
    <>
      <Button size="small" variant="primary" onClick={onKeepMine}>
        Keep mine
      </Button>
      <Button size="small" onClick={onTakeTheirs}>
        Take the other
      </Button>
    </>
  );
  return (
    <Alert
      tone="danger"
      title="Not saved: this task was changed elsewhere meanwhile."
      action={action}
    >
      <dl className="grid gap-1">
        {fields.map((field) => (
          <div key={field}>
            <dt className="font-medium">{names[field]}</dt>
            <dd className="wrap-anywhere">Yours: {shown(field, mine[field])}</dd>
            <dd className="wrap-anywhere">There: {shown(field, latest[field])}</dd>
          </div>
        ))}
      </dl>
    </Alert>
  );
}
