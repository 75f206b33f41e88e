import { getTask, type Task } from '@taskora/api-client';

import type { Outbox, Outcome } from '../outbox/outbox.ts';
import { isConflict, isGone } from '../outbox/task-requests.ts';
import { changesIn, type EditDraft } from './edit-draft.ts';
import { fieldsInConflict } from './field-groups.ts';

/** How saving a form ended. */
export type Saved =
  | { kind: 'saved'; task: Task; changeId: string | null }
  | { kind: 'same' }
  /** Somebody has deleted the task meanwhile. */
  | { kind: 'gone' }
  /** Somebody has changed the same field of it meanwhile. */
  | { kind: 'conflict'; latest: Task }
  | { kind: 'failed'; error: unknown };

/** The form stays, its row goes with it: the list holds the task no longer. */
function gone(outbox: Outbox, id: string): Saved {
  outbox.see([], [id]);
  return { kind: 'gone' };
}

async function latestOf(id: string): Promise<Task | null> {
  try {
    return await getTask(id);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function ended(outbox: Outbox, id: string, outcome: Outcome): Saved {
  if (!outcome.ok) {
    const { error } = outcome;
    return isGone(error) ? gone(outbox, id) : { kind: 'failed', error };
  }
  const { task, changeId } = outcome;
  return task ? { kind: 'saved', task, changeId } : gone(outbox, id);
}

/**
 * Saves what differs from the task as the form began. A change made elsewhere to another field is kept
 * beside it; one to the same field is never overwritten without a question.
 */
export async function saveEdit(outbox: Outbox, draft: EditDraft): Promise<Saved> {
  const { base } = draft;
  const changes = changesIn(draft);
  if (Object.keys(changes).length === 0) return { kind: 'same' };
  const save = (version: number) => outbox.save(base.id, changes, version);
  const outcome = await save(base.version);
  if (outcome.ok || !isConflict(outcome.error)) return ended(outbox, base.id, outcome);
  try {
    const latest = await latestOf(base.id);
    if (latest === null) return gone(outbox, base.id);
    outbox.see([latest]);
    if (fieldsInConflict(draft, latest).length > 0) return { kind: 'conflict', latest };
    return ended(outbox, base.id, await save(latest.version));
  } catch (error) {
    return { kind: 'failed', error };
  }
}
