import type { Task } from '@taskora/api-client';

export function taskWith(values: Partial<Task> & { title: string }): Task {
  return {
    id: `task-${values.title}`,
    notes: '',
    dueOn: null,
    version: 1,
    completedAt: null,
    createdAt: '2026-11-01T08:00:00Z',
    updatedAt: '2026-11-01T08:00:00Z',
    ...values,
  };
}
