import { unsetFields, type Task, type TaskChanges, type TaskPlace } from '@taskora/api-client';

/** What a person wants of a task. It is shown from the press of the key on, until the server answers. */
export type OptimisticChange =
  | { kind: 'change'; changes: TaskChanges }
  | { kind: 'remove' }
  /** Another place among the tasks of its list; the fields of the task stay. */
  | { kind: 'place'; place: TaskPlace }
  /** A form that stays open until its answer shows its content itself. */
  | { kind: 'save'; changes: TaskChanges };

/** The task as it will be once the change is made; null when it will be gone. */
export function applyChange(task: Task, change: OptimisticChange, now: string): Task | null {
  if (change.kind === 'remove') return null;
  if (change.kind === 'save' || change.kind === 'place') return task;
  const { completed, title = task.title, notes = task.notes, dueOn = task.dueOn } = change.changes;
  const { sectionId = task.sectionId ?? null } = change.changes;
  const completedAt = completed === undefined ? task.completedAt : completed ? now : null;
  return { ...task, title, notes, dueOn, sectionId, completedAt };
}

/** Marks a task that the server has not confirmed yet; it has no address to act on. */
const unconfirmedPrefix = 'unconfirmed-';

export function isUnconfirmed(task: Task): boolean {
  return task.id.startsWith(unconfirmedPrefix);
}

export function unconfirmedId(key: string): string {
  return `${unconfirmedPrefix}${key}`;
}

export function unconfirmedTask(title: string, dueOn: string | null, key: string): Task {
  const now = new Date().toISOString();
  return {
    ...unsetFields,
    id: unconfirmedId(key),
    spaceId: '',
    title,
    dueOn,
    createdAt: now,
    updatedAt: now,
    version: 0,
  };
}
