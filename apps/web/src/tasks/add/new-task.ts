import type { NewTask } from '@taskora/api-client';

import type { LineReading } from './line-reading.ts';

/** A task as a line says it, and the name of its project, which may be yet to be made. */
export interface ReadTask {
  readonly task: NewTask;
  readonly project: string | null;
}

/**
 * What a line adds; all of it can be sent in one request. Without a reading the whole line is the title:
 * nothing is lost.
 */
export function newTaskFrom(line: string, reading: LineReading | null): ReadTask {
  if (reading === null) return { task: { title: line, dueOn: null }, project: null };
  const { title, due, start, deadline, durationMinutes, recurrence, priority, project, tags } =
    reading;
  const task: NewTask = {
    title: title === '' ? line : title,
    dueOn: due?.on ?? null,
    // A time is that of the clocks where it was typed, wherever it is read.
    ...(due?.at && { dueTime: due.at, dueZone: reading.typed.zone }),
    ...(start && { startOn: start }),
    ...(deadline && { deadlineOn: deadline }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(recurrence && { recurrence: { rule: recurrence.rule, anchor: recurrence.anchor } }),
    ...(priority && { priority: priority as NonNullable<NewTask['priority']> }),
    ...(tags && { tags }),
  };
  return { task, project: project ?? null };
}
