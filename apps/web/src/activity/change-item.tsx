'use client';

import type { Activity } from '@taskora/api-client';
import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { MomentText } from '../account/moment-text.tsx';
import { isOfSpace, type DoneChange } from './changes-of.ts';
import { fieldChanges, type Names } from './fields.ts';
import { actorNames, changeText } from './words.ts';

/** Of a change of many things, so many are named. */
const entriesMax = 10;

export interface ChangeItemProps {
  change: DoneChange;
  /** All that are listed, by which an undo knows what it has undone. */
  changes: readonly DoneChange[];
  names: Names;
  pending: boolean;
  /** Only what was done to one task is shown. */
  ofOne: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onPast: (entry: Activity) => void;
  onOnly: (entry: Activity) => void;
}

/** A step is taken with all that belongs to it, whatever of that is listed. */
const allOf = (step: string, count: number): string =>
  count === 1 ? step : `${step} all ${count}`;

function EntryFields({ entry, names }: { entry: Activity; names: Names }): ReactElement | null {
  if (entry.erasedAt !== null) return <p>What was in it is erased.</p>;
  const fields = fieldChanges(entry, names);
  if (fields.length === 0) return null;
  return (
    <ul aria-label="What differs">
      {fields.map(({ name, before, after }) => (
        <li key={name} className="wrap-anywhere">
          {name}: from <bdi>{before}</bdi> to <bdi>{after}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** What was done at once, by whom, from where and when; its undo, and what its task was like then. */
export function ChangeItem(props: ChangeItemProps): ReactElement {
  const { change, changes, names, pending, ofOne } = props;
  const { first, entries, count } = change;
  const text = changeText(change, changes);
  const isOne = entries.length === 1;
  const isUndo = first.kind === 'undone';
  const isTask = isOne && first.entity === 'task';
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="grid min-w-48 flex-1 gap-1 text-sm">
        <span className="text-base wrap-anywhere">{text}</span>
        <span className="text-muted">
          {names.members.get(first.memberId) ?? 'A member'}, {actorNames[first.actor]},{' '}
          <MomentText moment={first.createdAt} />
          {first.undoneAt ? ' · undone' : ''}
        </span>
        {isOne ? (
          <EntryFields entry={first} names={names} />
        ) : (
          <span className="text-muted wrap-anywhere">
            <bdi>
              {entries
                .slice(0, entriesMax)
                .flatMap(({ title }) => title ?? [])
                .join(', ')}
            </bdi>
            {entries.length > entriesMax ? ' …' : ''}
          </span>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {isTask && !ofOne ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Only this task: ${first.title ?? ''}`}
            onClick={() => props.onOnly(first)}
          >
            Only this task
          </Button>
        ) : null}
        {isTask && ofOne && first.sequence !== null ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`As it was then: ${text}`}
            onClick={() => props.onPast(first)}
          >
            As it was then
          </Button>
        ) : null}
        {isUndo || isOfSpace(change) ? null : first.undoneBy ? (
          <Button
            size="small"
            pending={pending}
            aria-label={`Redo: ${text}`}
            onClick={props.onRedo}
          >
            {allOf('Redo', count)}
          </Button>
        ) : (
          <Button
            size="small"
            pending={pending}
            aria-label={`Undo: ${text}`}
            onClick={props.onUndo}
          >
            {allOf('Undo', count)}
          </Button>
        )}
      </div>
    </li>
  );
}
