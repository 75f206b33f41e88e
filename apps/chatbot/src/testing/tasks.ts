import { unsetFields, type Task } from '@taskora/api-client';

export function taskWith(values: Partial<Task> & { title: string }): Task {
  return {
    ...unsetFields,
    id: `task-${values.title}`,
    spaceId: '00000000-0000-8000-8000-000000000000',
    version: 1,
    createdAt: '2026-11-01T08:00:00Z',
    updatedAt: '2026-11-01T08:00:00Z',
    ...values,
  };
}
