'use client';

import type { Task } from '@taskora/api-client';
import { Checkbox, IconButton, TextField, classNames, isComposing } from '@taskora/ui';
import { useRef, useState, type FormEvent, type KeyboardEvent, type ReactElement } from 'react';

import { asOneLine, isTitleTooLong } from '../add/title-text.ts';
import { TaskTitle } from '../list/task-title.tsx';
import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import type { SubtaskActions } from './subtask-actions.ts';

export interface SubtaskRowProps {
  task: Task;
  actions: SubtaskActions;
  /** It was deleted, and the focus has to go somewhere. */
  onGone: () => void;
}

/** One part of a task: ticked, renamed in its place, deleted. */
export function SubtaskRow({ task, actions, onGone }: SubtaskRowProps): ReactElement {
  const [title, setTitle] = useState<string | null>(null);
  /** The title that was there to be changed; it may be another by now. */
  const opened = useRef(task.title);
  const renameButton = useRef<HTMLButtonElement>(null);
  const done = task.completedAt !== null;
  const waiting = isUnconfirmed(task);

  function open(): void {
    opened.current = task.title;
    setTitle(task.title);
  }

  function leave(): void {
    setTitle(null);
    // Once the button is there again.
    requestAnimationFrame(() => renameButton.current?.focus());
  }

  function rename(event: FormEvent): void {
    event.preventDefault();
    const next = asOneLine(title ?? '');
    if (isTitleTooLong(next)) return;
    if (next !== '' && next !== opened.current) actions.onRename(task, next);
    leave();
  }

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
    leave();
  }

  return (
    <li className={classNames('flex items-center gap-1', waiting && 'opacity-60')}>
      <Checkbox
        round
        hideLabel
        label={`Complete ${task.title}`}
        checked={done}
        disabled={waiting}
        onCheckedChange={(completed) => actions.onComplete(task, completed)}
      />
      {title === null ? (
        <span className="min-w-0 flex-1">
          <TaskTitle
            title={task.title}
            className={classNames('wrap-anywhere', done && 'text-muted line-through')}
          />
        </span>
      ) : (
        <form noValidate onSubmit={rename} className="min-w-0 flex-1">
          <TextField
            // eslint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the button in its place
            autoFocus
            dir="auto"
            label={`New title of ${task.title}`}
            hideLabel
            autoComplete="off"
            data-own-escape
            value={title}
            error={isTitleTooLong(asOneLine(title)) ? 'The title is too long.' : undefined}
            onKeyDown={press}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </form>
      )}
      <IconButton
        ref={renameButton}
        size="small"
        icon={title === null ? 'edit' : 'check'}
        label={title === null ? `Rename ${task.title}` : `Save the title of ${task.title}`}
        disabled={waiting}
        onClick={(event) => (title === null ? open() : rename(event))}
      />
      <IconButton
        size="small"
        icon="trash"
        label={`Delete ${task.title}`}
        disabled={waiting}
        onClick={() => {
          actions.onDelete(task);
          onGone();
        }}
      />
    </li>
  );
}
