import type { ShownTask } from '../message-schema.ts';

/**
 * Where the page of tasks shows a task, which has an address for each of its views
 * (apps/web/src/tasks/views/view.ts). The inbox and projects hold what is open; all else is in the whole list.
 */
export function addressOfTask(
  tasksUrl: string,
  { projectId, completedAt }: Pick<ShownTask, 'completedAt' | 'projectId'>,
): string {
  if (completedAt) return tasksUrl;
  const address = new URL(tasksUrl);
  if (projectId) address.searchParams.set('project', projectId);
  else address.searchParams.set('view', 'inbox');
  return address.href;
}
