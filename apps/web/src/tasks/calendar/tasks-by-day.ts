import type { Task } from '@taskora/api-client';

import { dueHere } from '../views/due-day.ts';
import type { Day } from './days.ts';

/** A task on its day, as the reader's clocks have it. */
export interface DayTask {
  task: Task;
  /** As in 17:00; null where the whole day is meant. */
  time: string | null;
}

/** Behind every time. */
const wholeDay = '~';

/** What is open before what is done, by time, what has none behind; then as they were written. */
function compareOnDay(a: DayTask, b: DayTask): number {
  const key = ({ task, time }: DayTask) =>
    `${Number(task.completedAt !== null)} ${time ?? wholeDay} ${task.createdAt} ${task.id}`;
  const [one, other] = [key(a), key(b)];
  return one < other ? -1 : Number(one > other);
}

/** The tasks of each day in the order of the day; what has none is left out. */
export function tasksByDay(tasks: readonly Task[]): ReadonlyMap<Day, readonly DayTask[]> {
  const days = new Map<Day, DayTask[]>();
  for (const task of tasks) {
    const here = dueHere(task);
    if (here) days.set(here.day, [...(days.get(here.day) ?? []), { task, time: here.time }]);
  }
  for (const each of days.values()) each.sort(compareOnDay);
  return days;
}
