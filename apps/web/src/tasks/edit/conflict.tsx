'use client';

import type { Task } from '@taskora/api-client';
import { Alert, Button, DueDate } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useContext, type ReactElement, type ReactNode } from 'react';

import { memberName, membersQuery } from '../assign/members.ts';
import { ReaderId } from '../reader.ts';
import { priorityNames } from '../words/priority-names.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { timeText } from '../words/time-text.ts';
import { differing, sendable, valuesOf, type EditDraft, type EditValues } from './edit-draft.ts';
import { fieldsInConflict } from './field-groups.ts';
import { usePlaceNames } from './place-names.ts';

export interface ConflictProps {
  draft: EditDraft;
  latest: Task;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** A zone is shown with its time. */
type ShownField = Exclude<keyof EditValues, 'dueZone'>;

const fieldNames: Readonly<Record<ShownField, string>> = {
  title: 'Title',
  notes: 'Notes',
  priority: 'Priority',
  tags: 'Tags',
  projectId: 'Project',
  sectionId: 'Section',
  assigneeId: 'Assigned to',
  startOn: 'Start',
  dueOn: 'Due date',
  dueTime: 'Time',
  deadlineOn: 'Deadline',
  duration: 'Takes',
  recurrence: 'Repeats',
};

/** The fields to decide on that are not the same on both sides. */
function fieldsToShow(draft: EditDraft, latest: Task): ShownField[] {
  const apart = new Set(differing(sendable(draft), valuesOf(latest)));
  const fields = fieldsInConflict(draft, latest).filter((name) => apart.has(name));
  return [...new Set(fields.map((name) => (name === 'dueZone' ? 'dueTime' : name)))];
}

function shown(
  field: ShownField,
  values: EditValues,
  placeName: (id: string) => string,
  assigneeName: (id: string) => string,
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
    case 'assigneeId':
      return values.assigneeId === '' ? 'nobody' : assigneeName(values.assigneeId);
    case 'title':
    case 'notes':
      return <bdi>“{values[field].trim()}”</bdi>;
    case 'dueTime':
      return timeText(values) ?? 'none';
    case 'duration':
      return values.duration === '' ? 'none' : values.duration;
  }
}

/** Both values of what was changed here and elsewhere; nothing is saved until one is chosen. */
export function Conflict(props: ConflictProps): ReactElement {
  const { draft, latest, onKeepMine, onTakeTheirs } = props;
  const placeName = usePlaceNames([draft.projectId, latest.projectId ?? '']);
  const reader = useContext(ReaderId);
  const isAssigned = draft.assigneeId !== '' || Boolean(latest.assigneeId);
  const members = useQuery(membersQuery(isAssigned ? latest.spaceId : '')).data?.items;
  const assigneeName = (id: string) => memberName(id, members, reader);
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
        {fieldsToShow(draft, latest).map((field) => (
          <div key={field}>
            <dt className="font-medium">{fieldNames[field]}</dt>
            <dd className="wrap-anywhere">Yours: {shown(field, draft, placeName, assigneeName)}</dd>
            <dd className="wrap-anywhere">
              There: {shown(field, theirs, placeName, assigneeName)}
            </dd>
          </div>
        ))}
      </dl>
    </Alert>
  );
}
