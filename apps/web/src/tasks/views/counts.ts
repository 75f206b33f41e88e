import type { Task } from '@taskora/api-client';

import type { Counts } from '../pages/task-summary.tsx';
import { dueDayHere } from './due-day.ts';
import { searchOf, type View } from './view.ts';

/** How many open tasks are in a view; undefined where that is not known. */
export type CountOf = (view: View) => number | undefined;

/** Counts the views in one go over all tasks. */
export function countsIn(tasks: readonly Task[], today: string, reader: string): CountOf {
  const counts = new Map<string, number>();
  const add = (view: View) => {
    const name = searchOf(view);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const task of tasks) {
    if (task.completedAt !== null) continue;
    add({ kind: 'all' });
    add(task.projectId ? { kind: 'project', id: task.projectId } : { kind: 'inbox' });
    add({ kind: 'space', id: task.spaceId });
    if (task.assigneeId === reader) add({ kind: 'mine' });
    const day = dueDayHere(task);
    if (day !== null) add({ kind: day <= today ? 'today' : 'upcoming' });
  }
  return (view) => counts.get(searchOf(view)) ?? 0;
}

/** What the server has counted; of the views, it counts two. */
export function countsFrom(counted: (Counts & { dueToday: number }) | undefined): CountOf {
  return ({ kind }) => {
    if (!counted) return undefined;
    if (kind === 'all') return counted.open;
    return kind === 'today' ? counted.overdue + counted.dueToday : undefined;
  };
}
