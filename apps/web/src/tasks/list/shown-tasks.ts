import type { Task } from '@taskora/api-client';

import type { OutboxState } from '../outbox/outbox.ts';
import { compareByHand, withPlaced } from '../order/placing.ts';
import { applyChange } from '../outbox/optimistic-change.ts';
import type { LoadedPage } from '../pages/use-task-pages.ts';

export interface ListedTasks {
  pages: readonly LoadedPage[];
  /** There is no further page. */
  whole: boolean;
  outbox: OutboxState;
  /** Whether a task that no page holds belongs to this list. */
  belongs: (task: Task) => boolean;
  /** Whether a task stands in this list, from wherever it is known; of what is being added, it is asked of subtasks alone. */
  holds?: (task: Task) => boolean;
  /** A task as other lists know it: what is pending may bring it here. Asked only beside `holds`. */
  elsewhere?: (id: string) => Task | null;
  /** The server's order stays, which is by how well a task was found. */
  ranked?: boolean;
  /** The order that people made counts, and not the days. */
  byHand?: boolean;
  /** Forms that are open; their tasks stay although they were deleted elsewhere. */
  edited: readonly Task[];
  /** Tasks that keep a place that is no longer theirs, as what they were there. */
  places: ReadonlyMap<string, Task>;
}

const withoutDate = '9999-99-99';

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The server's order: open before done, then by due date, then the newest. */
export function compareTasks(a: Task, b: Task): number {
  return (
    Number(a.completedAt !== null) - Number(b.completedAt !== null) ||
    byText(a.dueOn ?? withoutDate, b.dueOn ?? withoutDate) ||
    byText(b.createdAt, a.createdAt)
  );
}

/**
 * The list as it is shown: what the server listed, corrected by what it has said since in answer to this
 * page, and by what is still pending. A task that this page has touched stays in the list even where
 * the server's own order puts it on a page that has not been loaded.
 */
export function shownTasks(listed: ListedTasks): Task[] {
  const tasks = listedTasks(listed);
  for (const task of listed.edited) if (!tasks.has(task.id)) tasks.set(task.id, task);
  const now = new Date().toISOString();
  const { holds, elsewhere } = listed;
  for (const [id, pendingChanges] of listed.outbox.pendingChanges) {
    const other = tasks.has(id) ? null : elsewhere?.(id);
    // What would stand here without the change is not listed, as it does not by now.
    const task = other && !holds?.(other) ? other : tasks.get(id);
    const granted = pendingChanges.reduce<Task | null | undefined>(
      (each, change) => each && applyChange(each, change, now),
      task,
    );
    if (granted) tasks.set(id, granted);
    else tasks.delete(id);
  }
  // What was held when it was pinned or opened is not taken from under the eye, unless it went to another space.
  const before = new Map(listed.edited.map((task) => [task.id, task] as const));
  const held = ({ id }: Task) => listed.places.get(id) ?? before.get(id);
  const isHere = (task: Task, then = held(task)) =>
    !holds || holds(task) || (then?.spaceId === task.spaceId && holds(then));
  const shown = [...tasks.values()].filter((task) => isHere(task));
  for (const task of listed.outbox.adding.values()) {
    if (!task.parentId || isHere(task)) shown.push(task);
  }
  if (listed.ranked) return shown;
  const placeOf = (task: Task) => listed.places.get(task.id) ?? task;
  if (listed.byHand) {
    const standing = (task: Task) => ({ ...placeOf(task), position: task.position ?? '' });
    return placed(
      shown.sort((a, b) => compareByHand(standing(a), standing(b))),
      listed.outbox,
    );
  }
  return shown.sort((a, b) => compareTasks(placeOf(a), placeOf(b)));
}

/** The places that tasks were given and the server has not granted yet, the latest last. */
function placed(tasks: Task[], { pendingPlaces }: OutboxState): Task[] {
  return pendingPlaces.reduce(
    (shown, { taskId, place }) => withPlaced(shown, taskId, place),
    tasks,
  );
}

/** What is known of each task, the later answer winning; no task twice, although pages may overlap. */
function listedTasks({ pages, whole, outbox, belongs }: ListedTasks): Map<string, Task> {
  const tasks = new Map<string, Task>();
  const listed = new Set<string>();
  for (const page of pages) {
    for (const task of page.items) {
      listed.add(task.id);
      const known = outbox.known.get(task.id);
      const latest = known && known.at > page.askedAt ? known.task : task;
      if (latest) tasks.set(task.id, latest);
      else tasks.delete(task.id);
    }
  }
  const oldest = Math.min(...pages.map((page) => page.askedAt));
  for (const [id, { task, at }] of outbox.known) {
    // What a whole list does not hold that was asked for later has been deleted elsewhere.
    if (task && !listed.has(id) && !(whole && oldest > at) && belongs(task)) tasks.set(id, task);
  }
  return tasks;
}
