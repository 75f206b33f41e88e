'use client';

import { useToday } from '@taskora/ui';
import type { Task } from '@taskora/api-client';
import type { ReactElement } from 'react';

import { dueDayHere } from '../views/due-day.ts';

export interface Counts {
  open: number;
  overdue: number;
}

/** Counts of a list that holds every task; they are true before the server has counted again. */
export function countsOf(tasks: readonly Task[], today: string): Counts {
  const open = tasks.filter((task) => task.completedAt === null);
  const isLate = (task: Task) => (dueDayHere(task) ?? today) < today;
  return { open: open.length, overdue: open.filter(isLate).length };
}

export interface TaskSummaryProps {
  /** All tasks; null while only a part of them has been loaded. */
  tasks: readonly Task[] | null;
  /** What the server counted. */
  counted: Counts | undefined;
}

const number = new Intl.NumberFormat('en-GB');

/** How much is open and how much of that is late, of all tasks and not of those that are shown. */
export function TaskSummary({ tasks, counted }: TaskSummaryProps): ReactElement | null {
  const today = useToday();
  if (tasks?.length === 0) return null;
  const counts = tasks && today ? countsOf(tasks, today) : counted;
  if (!counts) return null;
  return (
    <p className="text-sm text-muted">
      {counts.open === 0 ? 'All done' : `${number.format(counts.open)} open`}
      {counts.overdue > 0 ? (
        <span className="text-danger"> · {number.format(counts.overdue)} overdue</span>
      ) : null}
    </p>
  );
}
