import type { BulkChange, BulkResult, Task } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import { following, type FakeTasks, type Replaced } from './fake-tasks.ts';

const shownMax = 20;

export interface BulkStore {
  readonly store: FakeTasks;
  /** When a task that recurs is due again after its completion. */
  readonly nextOccurrenceOn: string | null;
}

function tagsOf(known: Task, { addTags = [], removeTags = [] }: BulkChange): string[] {
  const tags = [...(known.tags ?? []), ...addTags].filter((tag) => !removeTags.includes(tag));
  return [...new Set(tags)].sort();
}

/** Whichever occurrence of a task is open is completed: a bulk change can name none. */
function changed(known: Task, body: BulkChange, nextOccurrenceOn: string | null): Task {
  const { completed, ...fields } = body.changes ?? {};
  delete fields.timeZone;
  return {
    ...known,
    ...(fields as Partial<Task>),
    ...(completed !== undefined && { completedAt: completed ? known.createdAt : null }),
    tags: tagsOf(known, body),
    version: known.version + 1,
    ...(completed && following(known, nextOccurrenceOn)),
  };
}

/** Changes or deletes the tasks of some ids, as one change; those that are not there are left out. */
export function changeMany(
  { store, nextOccurrenceOn }: BulkStore,
  sent: Record<string, unknown>,
): Answer {
  const body = sent as unknown as BulkChange;
  if (body.changes?.occurrenceOn !== undefined) return problem(422, 'Of one task alone.');
  const found = (body.taskIds ?? []).flatMap((id) => store.find(id) ?? []);
  const replaced = found.map((before): Replaced => ({
    before,
    after: body.delete ? null : changed(before, body, nextOccurrenceOn),
  }));
  const kind = body.delete ? 'deleted' : body.changes?.completed ? 'completed' : 'changed';
  const changeId = replaced.length === 0 ? null : store.changeEach(kind, replaced);
  const items = replaced.flatMap(({ before, after }) => after ?? before ?? []);
  const result: BulkResult = { count: items.length, items: items.slice(0, shownMax), changeId };
  return { status: 200, body: result, ...(changeId && { headers: { 'change-id': changeId } }) };
}
