'use client';

import { describeProblem, type Task } from '@taskora/api-client';
import { Alert, Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { isWorthRepeating } from '../failures/use-failures.ts';
import { Conflict } from './conflict.tsx';
import type { EditDraft } from './edit-draft.ts';
import type { Saved } from './save-edit.ts';

export type Unsaved = Exclude<Saved, { kind: 'saved' } | { kind: 'same' }>;

export interface EditProblemProps {
  draft: EditDraft;
  unsaved: Unsaved;
  onResolve: (latest: Task, theirs: boolean) => void;
  onAddAsNew: () => void;
  onRepeat: () => void;
}

/** Why the form is still open, and what can be done with its content. */
export function EditProblem(props: EditProblemProps): ReactElement {
  return (
    <div className="sm:col-span-2">
      <Problem {...props} />
    </div>
  );
}

function Problem({ draft, unsaved, onResolve, onAddAsNew, onRepeat }: EditProblemProps) {
  if (unsaved.kind === 'conflict') {
    const { latest } = unsaved;
    return (
      <Conflict
        draft={draft}
        latest={latest}
        onKeepMine={() => onResolve(latest, false)}
        onTakeTheirs={() => onResolve(latest, true)}
      />
    );
  }
  if (unsaved.kind === 'gone') {
    const action = (
      <Button size="small" variant="primary" onClick={onAddAsNew}>
        Add as new task
      </Button>
    );
    return (
      <Alert tone="danger" title="Not saved: this task was deleted elsewhere." action={action}>
        What you wrote is still here. Add it as a new task, or cancel.
      </Alert>
    );
  }
  const action = isWorthRepeating(unsaved.error) ? (
    <Button size="small" onClick={onRepeat}>
      Try again
    </Button>
  ) : null;
  return (
    <Alert tone="danger" title={`“${draft.base.title}” was not changed.`} action={action}>
      {describeProblem(unsaved.error)} What you wrote is still here.
    </Alert>
  );
}
