'use client';

import { Button, classNames, DueDate, Icon, VisuallyHidden } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import type { ShownTask } from './message-schema.ts';

const rowsShownAtFirst = 8;

function TaskRow({ task, gone }: { task: ShownTask; gone: boolean }): ReactElement {
  const done = Boolean(task.completedAt);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span
        aria-hidden="true"
        className={classNames(
          'mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border-[1.5px]',
          done ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
        )}
      >
        {done ? <Icon name="check" className="size-3" /> : null}
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <span
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
  label: string;
  /** The tasks are shown as they were before they were deleted. */
  gone?: boolean;
}

export function TaskRows({ tasks, label, gone = false }: TaskRowsProps): ReactElement {
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
            Show all {tasks.length}
          </Button>
        </div>
      ) : null}
    </>
  );
}
