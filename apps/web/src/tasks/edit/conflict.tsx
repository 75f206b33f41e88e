'use client';

import type { Task } from '@taskora/api-client';
import { Alert, Button, DueDate } from '@taskora/ui';
import type { ReactElement, ReactNode } from 'react';

import { priorityNames } from '../words/priority-names.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { valuesOf, type EditDraft, type EditValues } from './edit-draft.ts';
import { usePlaceNames } from './place-names.ts';
import { fieldsInConflict } from './save-edit.ts';

export interface ConflictProps {
  draft: EditDraft;
  latest: Task;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

const fieldNames: Readonly<Record<keyof EditValues, string>> = {
  title: 'Title',
  notes: 'Notes',
  priority: 'Priority',
  tags: 'Tags',
  projectId: 'Project',
  sectionId: 'Section',
  startOn: 'Start',
  dueOn: 'Due date',
  dueTime: 'Time',
  deadlineOn: 'Deadline',
  duration: 'Takes',
  recurrence: 'Repeats',
};

function shown(
  field: keyof EditValues,
  values: EditValues,
  placeName: (id: string) => string,
): ReactNode {
  switch (field) {
    case 'priority':
      return priorityNames[values.priority];
    case 'tags':
      return values.tags.length === 0 ? 'none' : values.tags.join(', ');
    case 'recurrence':
      return values.recurrence ? recurrenceText(values.recurrence) : 'never';
    case 'dueOn':
    case 'startOn':
    case 'deadlineOn':
      return values[field] === '' ? 'no date' : <DueDate dueOn={values[field]} />;
    case 'projectId':
    case 'sectionId':
      return values[field] === '' ? 'none' : placeName(values[field]);
    case 'title':
    case 'notes':
      return <bdi>“{values[field].trim()}”</bdi>;
    case 'dueTime':
    case 'duration':
      return values[field] === '' ? 'none' : values[field];
  }
}

/** Both values of what was changed here and elsewhere; nothing is saved until one is chosen. */
export function Conflict(props: ConflictProps): ReactElement {
  const { draft, latest, onKeepMine, onTakeTheirs } = props;
  const placeName = usePlaceNames([draft.projectId, latest.projectId ?? '']);
  const theirs = valuesOf(latest);
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
        {fieldsInConflict(draft, latest).map((field) => (
          <div key={field}>
            <dt className="font-medium">{fieldNames[field]}</dt>
            <dd className="wrap-anywhere">Yours: {shown(field, draft, placeName)}</dd>
            <dd className="wrap-anywhere">There: {shown(field, theirs, placeName)}</dd>
          </div>
        ))}
      </dl>
    </Alert>
  );
}
