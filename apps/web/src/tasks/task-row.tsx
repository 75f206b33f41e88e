'use client';

import type { Task, TaskChanges } from '@taskora/api-client';
import { Checkbox, DueDate, IconButton, classNames } from '@taskora/ui';
import { useEffect, useRef, useState, type ReactElement } from 'react';

import { isUnconfirmed } from './task-cache.ts';
import { TaskEditor } from './task-editor.tsx';

export interface TaskRowProps {
  task: Task;
  onChange: (changes: TaskChanges) => void;
  onDelete: () => void;
}

export function TaskRow({ task, onChange, onDelete }: TaskRowProps): ReactElement {
  const [editing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const done = task.completedAt !== null;
  const waiting = isUnconfirmed(task);

  // The form that had the focus is gone; without this the next Tab would start at the top of the page.
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) {
    return (
      <li className="px-4 py-4 sm:px-5" data-task={task.id}>
        <TaskEditor
          task={task}
          onCancel={() => setEditing(false)}
          onSave={(changes) => {
            setEditing(false);
            if (Object.keys(changes).length > 0) onChange(changes);
          }}
        />
      </li>
    );
  }
  return (
    <li
      data-task={task.id}
      aria-busy={waiting || undefined}
      className={classNames(
        'flex items-start gap-1 px-2 py-1.5 transition-opacity sm:px-3',
        waiting && 'opacity-60',
      )}
    >
      <Checkbox
        round
        hideLabel
        label={`Complete ${task.title}`}
        checked={done}
        disabled={waiting}
        onCheckedChange={(completed) => onChange({ completed })}
      />
      <div className="flex min-h-target min-w-0 flex-1 flex-col justify-center py-1.5">
        <span className={classNames('break-words', done && 'text-muted line-through')}>
          {task.title}
        </span>
        {task.dueOn ? <DueDate dueOn={task.dueOn} done={done} /> : null}
      </div>
      <div className="flex shrink-0">
        <IconButton
          ref={editButton}
          icon="edit"
          label={`Edit ${task.title}`}
          disabled={waiting}
          onClick={() => setEditing(true)}
        />
        <IconButton
          icon="trash"
          label={`Delete ${task.title}`}
          disabled={waiting}
          onClick={onDelete}
        />
      </div>
    </li>
  );
}
