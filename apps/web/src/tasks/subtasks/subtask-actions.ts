import type { Task } from '@taskora/api-client';

/** What can be done with the parts of a task. */
export interface SubtaskActions {
  onAddSubtask: (parent: Task, title: string) => void;
  onRename: (task: Task, title: string) => void;
  onComplete: (task: Task, completed: boolean) => void;
  onDelete: (task: Task) => void;
}
