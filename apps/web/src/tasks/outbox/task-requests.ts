import {
  createTask,
  deleteTask,
  hasStatus,
  placeTask,
  sendChange,
  undoChange,
  updateTask,
  type Changed,
  type NewTask,
  type Precautions,
  type Task,
  type TaskChanges,
  type TaskPlace,
  type Undone,
} from '@taskora/api-client';

/** There is no such task, or no longer. */
export const isGone = (error: unknown): boolean => hasStatus(error, 404);

/** The task has been changed since the version that was named, so nothing was done. */
export const isConflict = (error: unknown): boolean => hasStatus(error, 412);

export function sendNewTask(task: NewTask, idempotencyKey: string): Promise<Changed<Task>> {
  return sendChange((options) => createTask(task, options), { idempotencyKey });
}

/** With a version, it changes nothing when the task has been changed since that version. */
export function sendChanges(
  id: string,
  changes: TaskChanges,
  precautions: Precautions,
): Promise<Changed<Task>> {
  return sendChange((options) => updateTask(id, changes, options), precautions);
}

export function sendPlace(
  id: string,
  place: TaskPlace,
  idempotencyKey: string,
): Promise<Changed<Task>> {
  return sendChange((options) => placeTask(id, place, options), { idempotencyKey });
}

export function sendRemoval(id: string, idempotencyKey: string): Promise<Changed<void>> {
  return sendChange((options) => deleteTask(id, options), { idempotencyKey });
}

/** Takes back one change, by any page and any assistant. */
export async function sendUndo(changeId: string, idempotencyKey: string): Promise<Undone> {
  const { result } = await sendChange((options) => undoChange(changeId, options), {
    idempotencyKey,
  });
  return result;
}
