'use client';

import { Button, classNames, DueDate, Icon, VisuallyHidden } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import type { ShownTask } from './message-schema.ts';
import { countOf } from './task-count.ts';

const rowsShownAtFirst = 8;

function TaskRow({ task, gone }: { task: ShownTask; gone: boolean }): ReactElement {
  const done = Boolean(task.completedAt);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      {/* A mark, and not the box of the list in Tasks: nothing here is ticked. */}
      <span aria-hidden="true" className="mt-0.5 grid size-5 shrink-0 place-items-center">
        {done ? (
          <Icon name="check" className="size-4 text-accent" />
        ) : (
          <span className="size-1.5 rounded-full bg-line-strong" />
        )}
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <span
          dir="auto"
          className={classNames(
            'min-w-0 wrap-anywhere',
            (done || gone) && 'text-muted line-through decoration-1',
          )}
        >
          {task.title}
          {done ? <VisuallyHidden>, done</VisuallyHidden> : null}
          {gone ? <VisuallyHidden>, deleted</VisuallyHidden> : null}
        </span>
        {task.dueOn ? <DueDate dueOn={task.dueOn} done={done || gone} /> : null}
      </span>
    </li>
  );
}

export interface TaskRowsProps {
  tasks: readonly ShownTask[];
  /** How many there are in all; `tasks` may hold only the first of them. */
  total: number;
  label: string;
  /** The tasks are shown as they were before they were deleted. */
  gone?: boolean;
}

export function TaskRows({ tasks, total, label, gone = false }: TaskRowsProps): ReactElement {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? tasks : tasks.slice(0, rowsShownAtFirst);
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {shown.map((task) => (
          <TaskRow key={task.id} task={task} gone={gone} />
        ))}
      </ul>
      {shown.length < tasks.length ? (
        <div className="border-t border-line p-1">
          <Button variant="quiet" size="small" onClick={() => setShowsAll(true)}>
            {tasks.length < total ? `Show the first ${tasks.length}` : `Show all ${tasks.length}`}
          </Button>
        </div>
      ) : null}
      {shown.length === tasks.length && tasks.length < total ? (
        <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
          {countOf(total - tasks.length)} more in Tasks.
        </p>
      ) : null}
    </>
  );
}
