import type { Project, Task } from '@taskora/api-client';

import type { Surroundings } from './task-details.tsx';

export interface Known {
  projects: readonly Project[];
  /** All tasks that this page has loaded. */
  tasks: readonly Task[];
  /** None is missing among them; else subtasks would be counted wrong. */
  whole: boolean;
  /** To whom a task is assigned. */
  assigneeNameOf: (task: Task) => string | undefined;
}

/** Finds what each row says of other tasks and of places, by going through all of them once. */
export function surroundingsOf({
  projects,
  tasks,
  whole,
  assigneeNameOf,
}: Known): (task: Task) => Surroundings {
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  const open = new Map<string, number>();
  for (const { parentId, completedAt } of whole ? tasks : []) {
    if (parentId && completedAt === null) open.set(parentId, (open.get(parentId) ?? 0) + 1);
  }
  return (task) => {
    const { id, projectId, parentId } = task;
    return {
      projectName: projectId ? names.get(projectId) : undefined,
      parentTitle: parentId ? titles.get(parentId) : undefined,
      openSubtasks: open.get(id) ?? 0,
      assigneeName: assigneeNameOf(task),
    };
  };
}
