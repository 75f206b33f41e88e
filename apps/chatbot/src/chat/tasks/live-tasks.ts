import {
  hasStatus,
  listTasks,
  newId,
  sendChange,
  updateTask,
  type Task,
  type TaskChanges,
} from '@taskora/api-client';

import { sendUndo } from '../undo-change.ts';
import { followChanges } from './task-events.ts';

/** What is known of a task besides what an answer has said of it. */
export interface TaskState {
  /** As the server had it last; null before it was read. */
  task: Task | null;
  /** It was deleted, or is in no space of this person any more. */
  isGone: boolean;
  /** What a person wants it to be while that is being sent; null when nothing is. */
  wanted: boolean | null;
}

/** What ticking or unticking came to. */
export interface Ticked {
  task: Task;
  completed: boolean;
  /** By it the change is undone; null when nothing is different from before. */
  changeId: string | null;
  /** It was to be undone, and stays as it is: it was changed since. */
  kept: readonly Task[];
}

/** What was asked for last was not done, because of `cause`. */
export class NotTicked extends Error {
  readonly completed: boolean;
  /** By it what was done before is undone; null where nothing is different, or that cannot work. */
  readonly changeId: string | null;

  constructor(completed: boolean, changeId: string | null, cause: unknown) {
    super(completed ? 'not completed' : 'not reopened', { cause });
    this.name = 'NotTicked';
    this.completed = completed;
    this.changeId = changeId;
  }
}

/** As many ids as one filter can name. */
const idsAtOnce = 25;
const unknown: TaskState = { task: null, isGone: false, wanted: null };

/** As the API takes it: of a task that recurs, which occurrence was seen. */
function changesOf(completed: boolean, occurrenceOn: string | null | undefined): TaskChanges {
  if (!occurrenceOn) return { completed };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { completed, occurrenceOn, timeZone };
}

/**
 * The tasks of a conversation as they are now. What is on the screen is read, and read again when something
 * has changed anywhere. Of what a person asks for in quick succession, the last is what is sent last.
 */
export class LiveTasks {
  readonly #states = new Map<string, TaskState>();
  readonly #watchers = new Map<string, number>();
  readonly #sending = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #isStale = false;
  #isReading = false;
  #unfollow: (() => void) | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  read(id: string): TaskState | undefined {
    return this.#states.get(id);
  }

  /** Keeps what is known of a task up to date until the returned function is called. */
  watch(id: string): () => void {
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    this.#unfollow ??= followChanges(() => this.refresh());
    this.refresh();
    return () => {
      const left = (this.#watchers.get(id) ?? 1) - 1;
      if (left > 0) this.#watchers.set(id, left);
      else this.#watchers.delete(id);
      if (this.#watchers.size > 0) return;
      this.#unfollow?.();
      this.#unfollow = null;
    };
  }

  /** Reads again what is watched, at once or as soon as what is being read is here. */
  readonly refresh = (): void => {
    this.#isStale = true;
    if (!this.#isReading) void this.#readStale();
  };

  async #readStale(): Promise<void> {
    this.#isReading = true;
    // The rows of one answer appear together, and are read together.
    await Promise.resolve();
    while (this.#isStale) {
      this.#isStale = false;
      const ids = [...this.#watchers.keys()];
      for (let start = 0; start < ids.length; start += idsAtOnce) {
        await this.#readSome(ids.slice(start, start + idsAtOnce));
      }
    }
    this.#isReading = false;
  }

  async #readSome(ids: readonly string[]): Promise<void> {
    const filter = `id:${ids.join(',')}`;
    // Where it cannot be read now, what was shown stays, and the next change asks again.
    const page = await listTasks({ filter, status: 'all', limit: ids.length }).catch(() => null);
    if (page === null) return;
    const found = new Map(page.items.map((task) => [task.id, task]));
    for (const id of ids) {
      const task = found.get(id);
      if (task) this.#learn(task);
      else this.#set(id, { isGone: true });
    }
  }

  /** Takes over a state of a task, unless a later one is known: answers may overtake each other. */
  #learn(task: Task): void {
    const known = this.#states.get(task.id);
    if (known?.task && !known.isGone && known.task.version > task.version) return;
    this.#set(task.id, { task, isGone: false });
  }

  #set(id: string, changes: Partial<TaskState>): void {
    this.#states.set(id, { ...(this.#states.get(id) ?? unknown), ...changes });
    for (const listener of this.#listeners) listener();
  }

  /**
   * Completes or reopens a task. `occurrenceOn` is the occurrence that was seen of one that recurs. Null
   * while an earlier call sends what is asked for; that one returns what came of it.
   *
   * @throws {NotTicked} when what was asked for last was not done.
   */
  async complete(
    id: string,
    completed: boolean,
    occurrenceOn: string | null | undefined,
  ): Promise<Ticked | null> {
    this.#set(id, { wanted: completed });
    if (this.#sending.has(id)) return null;
    this.#sending.add(id);
    try {
      return await this.#sendWanted(id, completed, occurrenceOn);
    } finally {
      this.#sending.delete(id);
      this.#set(id, { wanted: null });
      this.refresh();
    }
  }

  async #sendWanted(
    id: string,
    first: boolean,
    occurrenceOn: string | null | undefined,
  ): Promise<Ticked> {
    let completed = first;
    let before: Ticked | null = null;
    for (;;) {
      try {
        before = await this.#send(id, completed, occurrenceOn, before);
      } catch (error) {
        const isGone = hasStatus(error, 404);
        if (isGone) this.#set(id, { isGone });
        const isOver = isGone || hasStatus(error, 409);
        const left: Ticked | null = !isOver && before?.completed === first ? before : null;
        throw new NotTicked(completed, left?.changeId ?? null, error);
      }
      this.#learn(before.task);
      const wanted: boolean = this.#states.get(id)?.wanted ?? completed;
      if (wanted === completed) return before;
      completed = wanted;
    }
  }

  /**
   * The API reopens no occurrence that is over: where `before` has completed one, that is undone, and where it
   * has changed nothing, nothing can be.
   */
  async #send(
    id: string,
    completed: boolean,
    occurrenceOn: string | null | undefined,
    before: Ticked | null,
  ): Promise<Ticked> {
    if (occurrenceOn && !completed && before) {
      if (before.changeId === null) return before;
      const { changeId, undone, kept } = await sendUndo(before.changeId);
      const [task] = undone;
      return task ? { task, completed, changeId, kept: [] } : { ...before, kept };
    }
    const changes = changesOf(completed, occurrenceOn);
    const { result, changeId } = await sendChange((options) => updateTask(id, changes, options), {
      idempotencyKey: newId(),
    });
    return { task: result, completed, changeId, kept: [] };
  }
}
