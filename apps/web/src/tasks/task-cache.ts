import type { NewTask, Task, TaskChanges, TaskPage } from '@taskora/api-client';
import type { InfiniteData } from '@tanstack/react-query';

export type TaskPages = InfiniteData<TaskPage>;

/** Marks a task that the server has not confirmed yet; it has no address to act on. */
const unconfirmedPrefix = 'unconfirmed-';

export function isUnconfirmed(task: Task): boolean {
  return task.id.startsWith(unconfirmedPrefix);
}

export function unconfirmedTask(task: NewTask, key: string, now: Date): Task {
  return {
    id: `${unconfirmedPrefix}${key}`,
    title: task.title,
    notes: task.notes ?? '',
    dueOn: task.dueOn ?? null,
    completedAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

export function withChanges(task: Task, changes: TaskChanges, now: Date): Task {
  const { completed, ...rest } = changes;
  const completedAt =
    completed === undefined ? task.completedAt : completed ? now.toISOString() : null;
  return { ...task, ...rest, completedAt, updatedAt: now.toISOString() };
}

/** The server's order: open before done, then by due date, then the newest. */
function compare(a: Task, b: Task): number {
  const done = Number(a.completedAt !== null) - Number(b.completedAt !== null);
  if (done !== 0) return done;
  const due = (a.dueOn ?? '9999-99-99').localeCompare(b.dueOn ?? '9999-99-99');
  return due === 0 ? b.createdAt.localeCompare(a.createdAt) : due;
}

/** One list without repeats: a task that moved while pages were loading may be on two of them. */
export function tasksIn(pages: TaskPages): Task[] {
  const byId = new Map(pages.pages.flatMap((page) => page.items.map((task) => [task.id, task])));
  return [...byId.values()].sort(compare);
}

function mapItems(pages: TaskPages, change: (items: Task[]) => Task[]): TaskPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

export function replaceTask(pages: TaskPages, id: string, task: Task): TaskPages {
  return mapItems(pages, (items) => items.map((each) => (each.id === id ? task : each)));
}

export function removeTask(pages: TaskPages, id: string): TaskPages {
  return mapItems(pages, (items) => items.filter((each) => each.id !== id));
}

export function insertTask(pages: TaskPages, task: Task): TaskPages {
  const [first, ...rest] = removeTask(pages, task.id).pages;
  if (first === undefined) return pages;
  return { ...pages, pages: [{ ...first, items: [task, ...first.items] }, ...rest] };
}
