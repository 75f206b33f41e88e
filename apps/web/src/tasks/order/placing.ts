import type { Task, TaskPlace } from '@taskora/api-client';

import { isUnconfirmed } from '../outbox/optimistic-change.ts';

/** Whether both stand in one list: the API puts a task beside others of its own list alone. */
export function isSameList(one: Task, other: Task): boolean {
  const listOf = ({ spaceId, projectId, sectionId, parentId }: Task) =>
    JSON.stringify([spaceId, projectId ?? null, sectionId ?? null, parentId ?? null]);
  return listOf(one) === listOf(other);
}

/** The place of a task behind the next one of its list, or before the one above; null at the end of it. */
export function placeNextTo(tasks: readonly Task[], id: string, step: -1 | 1): TaskPlace | null {
  const index = tasks.findIndex((task) => task.id === id);
  const task = tasks[index];
  if (!task || isUnconfirmed(task)) return null;
  const others = step === 1 ? tasks.slice(index + 1) : tasks.slice(0, index).reverse();
  const other = others.find((each) => isSameList(task, each) && !isUnconfirmed(each));
  if (!other) return null;
  return step === 1 ? { afterId: other.id } : { beforeId: other.id };
}

/**
 * The place of a task at another one: on the side that is named, or else where that one makes room as it
 * is passed. Null where the other one is in another list.
 */
export function placeAt(
  tasks: readonly Task[],
  id: string,
  otherId: string,
  side?: 'before' | 'after',
): TaskPlace | null {
  const [index, otherIndex] = [id, otherId].map((each) =>
    tasks.findIndex((task) => task.id === each),
  ) as [number, number];
  const [task, other] = [tasks[index], tasks[otherIndex]];
  if (!task || !other || task === other || isUnconfirmed(other)) return null;
  if (!isSameList(task, other)) return null;
  const isAfter = side === undefined ? otherIndex > index : side === 'after';
  return isAfter ? { afterId: otherId } : { beforeId: otherId };
}

/** The tasks as they are shown once the place is granted. */
export function withPlaced(tasks: readonly Task[], id: string, place: TaskPlace): Task[] {
  const task = tasks.find((each) => each.id === id);
  const rest = tasks.filter((each) => each !== task);
  const { afterId, beforeId } = place;
  const index = rest.findIndex((each) => each.id === (afterId ?? beforeId));
  if (!task || index < 0) return [...tasks];
  return rest.toSpliced(afterId ? index + 1 : index, 0, task);
}

/** Behind every position of the API: where tasks are shown that have none yet. */
const last = '~';

/** The order by hand: open before done, then by position. */
export function compareByHand(a: Task, b: Task): number {
  const key = ({ completedAt, position, id }: Task) =>
    `${Number(completedAt !== null)} ${position || last} ${id}`;
  const [one, other] = [key(a), key(b)];
  return one < other ? -1 : Number(one > other);
}
