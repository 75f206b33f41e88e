import {
  ApiError,
  createTask,
  deleteTask,
  undoChange,
  updateTask,
  withChange,
  type Changed,
  type NewTask,
  type Precautions,
  type RequestOptions,
  type Task,
  type TaskChanges,
  type Undone,
} from '@taskora/api-client';

/** Statuses after which nobody knows whether the server did it: the answer may be all that was lost. */
const unknownOutcomes = new Set([0, 502, 503, 504]);
const repeatAfterMilliseconds = 300;

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.problem.status === status;
}

/** There is no such task, or no longer. */
export const isGone = (error: unknown): boolean => hasStatus(error, 404);

/** What was changed has been changed again since, so nothing was done. */
export const isOutdated = (error: unknown): boolean => hasStatus(error, 409);

/** The task has been changed since the version that was named, so nothing was done. */
export const isConflict = (error: unknown): boolean => hasStatus(error, 412);

function isUnknownOutcome(error: unknown): boolean {
  return error instanceof ApiError && unknownOutcomes.has(error.problem.status);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Sends a mutation under its key. An answer that was lost on the way is asked for once more: the server
 * knows the key, and does nothing twice.
 */
async function send<Result>(
  ask: (options: RequestOptions) => Promise<Result>,
  precautions: Precautions,
): Promise<Changed<Result>> {
  try {
    return await withChange(ask, precautions);
  } catch (error) {
    if (!isUnknownOutcome(error)) throw error;
    await pause(repeatAfterMilliseconds);
    return withChange(ask, precautions);
  }
}

export function sendNewTask(task: NewTask, idempotencyKey: string): Promise<Changed<Task>> {
  return send((options) => createTask(task, options), { idempotencyKey });
}

/** With a version, it changes nothing when the task has been changed since that version. */
export function sendChanges(
  id: string,
  changes: TaskChanges,
  precautions: Precautions,
): Promise<Changed<Task>> {
  return send((options) => updateTask(id, changes, options), precautions);
}

export function sendRemoval(id: string, idempotencyKey: string): Promise<Changed<void>> {
  return send((options) => deleteTask(id, options), { idempotencyKey });
}

/** Takes back one change, by any page and any assistant. */
export async function sendUndo(changeId: string, idempotencyKey: string): Promise<Undone> {
  const { result } = await send((options) => undoChange(changeId, options), { idempotencyKey });
  return result;
}
