'use client';

import type { Task } from '@taskora/api-client';
import { daysUntil, todayInZone } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface TaskSummaryProps {
  tasks: readonly Task[];
  /** Whether these are all tasks; otherwise the counts are only a beginning. */
  complete: boolean;
}

/** How much is open and how much of that is late. */
export function TaskSummary({ tasks, complete }: TaskSummaryProps): ReactElement | null {
  const open = tasks.filter((task) => task.completedAt === null);
  const today = todayInZone();
  const late = open.filter((task) => task.dueOn !== null && daysUntil(task.dueOn, today) < 0);
  if (tasks.length === 0) return null;
  return (
    <p className="text-sm text-muted">
      {open.length === 0 ? 'All done' : `${open.length}${complete ? '' : '+'} open`}
      {late.length > 0 ? <span className="text-danger"> · {late.length} overdue</span> : null}
    </p>
  );
}
