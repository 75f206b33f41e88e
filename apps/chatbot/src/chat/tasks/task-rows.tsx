'use client';

import { Button } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import type { ShownTask } from '../message-schema.ts';
import { countOf } from './task-count.ts';
import { TaskRow } from './task-row.tsx';

const rowsShownAtFirst = 8;

export interface TaskRowsProps {
  tasks: readonly ShownTask[];
  /** How many there are in all; `tasks` may hold only the first of them. */
  total: number;
  label: string;
  tasksUrl: string;
  /** The tasks are shown as they were before they were deleted. */
  gone?: boolean;
}

export function TaskRows({
  tasks,
  total,
  label,
  tasksUrl,
  gone = false,
}: TaskRowsProps): ReactElement {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? tasks : tasks.slice(0, rowsShownAtFirst);
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {shown.map((task) => (
          <TaskRow key={task.id} {...{ task, gone, tasksUrl }} />
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
