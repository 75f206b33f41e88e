import type { Task, TaskChanges } from '@taskora/api-client';

import { dueDayHere, type Due } from '../views/due-day.ts';
import { dayAfter } from '../words/day-text.ts';
import { daysBetween, type Day } from './days.ts';

/** The date that a task is given to be due on that day of the reader's; its time and its zone stay. */
export function dueOnFor({ dueOn, dueTime, dueZone }: Due, day: Day): Day {
  const given = (on: Day) => dueDayHere({ dueOn: on, dueTime, dueZone }) ?? on;
  if (!dueOn) return day;
  const moved = dayAfter(dueOn, daysBetween(given(dueOn), day));
  // Where one of the two zones changes its clocks in between, that can be the day beside it here.
  return dayAfter(moved, daysBetween(given(moved), day));
}

/** The change that makes a task due on that day of the reader's; of one that recurs, of the occurrence that was seen. */
export function movedTo(task: Task, day: Day): TaskChanges {
  const { originalOn } = task.recurrence ?? {};
  return { dueOn: dueOnFor(task, day), ...(originalOn && { occurrenceOn: originalOn }) };
}
