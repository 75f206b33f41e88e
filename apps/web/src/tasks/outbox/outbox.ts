import {
  newId,
  type Changed,
  type NewTask,
  type Task,
  type TaskChanges,
  type TaskPlace,
} from '@taskora/api-client';

import { whileLeaving } from './page-leaving.ts';
import { isGone, sendChanges, sendNewTask, sendPlace, sendRemoval } from './task-requests.ts';
import { unconfirmedTask, type OptimisticChange } from './optimistic-change.ts';

export type Outcome = { ok: true; task: Task | null; changeId: string | null } | Failed;

export interface Failed {
  ok: false;
  error: unknown;
  /** Sends the same change under the same key: what had been done after all is not done twice. */
  repeat: () => Promise<Outcome>;
}

/** What the server last said of a task in answer to this page; null when it is gone. */
export interface Known {
  task: Task | null;
  /** When it was said, by the outbox's own clock. */
  at: number;
}

/** A place that a task was given and the server has not granted yet. */
export interface PendingPlace {
  taskId: string;
  place: TaskPlace;
}

/** All that lies between what the server listed and what is shown. It is never changed in place. */
export interface OutboxState {
  adding: ReadonlyMap<string, Task>;
  pendingChanges: ReadonlyMap<string, readonly OptimisticChange[]>;
  /** The places that tasks were given, in the order in which they were wished. */
  pendingPlaces: readonly PendingPlace[];
  known: ReadonlyMap<string, Known>;
  /** What the row of an added task was called before the server gave the task its id. */
  addedAs: ReadonlyMap<string, string>;
}

interface Job {
  taskId: string;
  change: OptimisticChange;
  key: string;
  version?: number;
  /** Once sent, the key belongs to exactly this change. */
  sent: boolean;
  /** Nothing else goes with it. */
  alone: boolean;
  /** It is not shown, although it is pending. */
  concealed: boolean;
  settle: (outcome: Outcome) => void;
  outcome: Promise<Outcome>;
}

export interface Adding {
  /** Shown at once, until the line has been understood. */
  line: string;
  dueOn: string | null;
  /** The task that it is a part of. */
  parentId: string | null;
  key: string;
  /** What to add; it may take a while to understand the line. */
  prepare: () => Promise<NewTask>;
  /** The server may list the task already; a row of its own would show it twice until that is known. */
  mayBeListed?: boolean;
}

function asJob(taskId: string, change: OptimisticChange, key: string, version?: number): Job {
  let settle: Job['settle'] = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
  return {
    taskId,
    change,
    key,
    sent: false,
    alone: false,
    concealed: false,
    settle,
    outcome,
    ...(version !== undefined && { version }),
  };
}

async function send({ taskId, change, key, version }: Job): Promise<Changed<Task | null>> {
  if (change.kind === 'place') return sendPlace(taskId, change.place, key);
  if (change.kind !== 'remove') {
    const expected = version === undefined ? {} : { version };
    return sendChanges(taskId, change.changes, { idempotencyKey: key, ...expected });
  }
  try {
    const { changeId } = await sendRemoval(taskId, key);
    return { result: null, changeId };
  } catch (error) {
    // It is gone already, as was asked.
    if (isGone(error)) return { result: null, changeId: null };
    throw error;
  }
}

/**
 * Holds what people want until the server has it. The changes of one task go out one after the other,
 * so that the last one wins however long each takes; those of different tasks do not wait, but for places:
 * what one is beside depends on where the others were put before.
 */
export class Outbox {
  #state: OutboxState = {
    adding: new Map(),
    pendingChanges: new Map(),
    pendingPlaces: [],
    known: new Map(),
    addedAs: new Map(),
  };
  readonly #queues = new Map<string, Job[]>();
  /** Places of all tasks, as they were wished. */
  readonly #places: Job[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #ownChanges = new Set<(task: Task) => void>();
  #clock = 0;
  #additions = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): OutboxState => this.#state;

  /** A moment later than every one before it. */
  readonly moment = (): number => (this.#clock += 1);

  get idle(): boolean {
    return this.#queues.size === 0 && this.#additions === 0;
  }

  /** Ends when the server has answered to all that was asked, well or not. */
  readonly whenIdle = (): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!this.idle) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.subscribe(check);
      check();
    });

  /** A change that has not been sent takes in the next one of its kind. */
  change(taskId: string, changes: TaskChanges): Promise<Outcome> {
    const last = this.#queues.get(taskId)?.at(-1);
    if (last && !last.sent && !last.alone && last.change.kind === 'change') {
      last.change = { kind: 'change', changes: { ...last.change.changes, ...changes } };
      this.#publish({ pendingChanges: this.#pendingChanges() });
      return last.outcome;
    }
    return this.#enqueue(asJob(taskId, { kind: 'change', changes }, newId()));
  }

  /** A change that no other one goes with, so that it can be taken back by itself. */
  changeAlone(taskId: string, changes: TaskChanges): Promise<Outcome> {
    return this.#enqueue({ ...asJob(taskId, { kind: 'change', changes }, newId()), alone: true });
  }

  /** Shows a change no longer, or again, while it is pending: it is taken back as soon as it is made. */
  conceal(request: Promise<Outcome>, concealed: boolean): void {
    for (const job of [...this.#queues.values()].flat()) {
      if (job.outcome === request) job.concealed = concealed;
    }
    this.#publish({ pendingChanges: this.#pendingChanges() });
  }

  /** Of places that were wished one after the other and have not been sent, the last one counts. */
  place(taskId: string, place: TaskPlace): Promise<Outcome> {
    const last = this.#queues.get(taskId)?.at(-1);
    // What was wished of another task since is beside where this one was put before.
    if (!last || last.sent || this.#places.at(-1) !== last) {
      return this.#enqueue(asJob(taskId, { kind: 'place', place }, newId()));
    }
    last.change = { kind: 'place', place };
    this.#publish({ pendingChanges: this.#pendingChanges() });
    return last.outcome;
  }

  /** Changes nothing when the task is of another version by now. */
  save(taskId: string, changes: TaskChanges, version: number): Promise<Outcome> {
    return this.#enqueue(asJob(taskId, { kind: 'save', changes }, newId(), version));
  }

  remove(taskId: string): Promise<Outcome> {
    return this.#enqueue(asJob(taskId, { kind: 'remove' }, newId()));
  }

  async add(adding: Adding): Promise<Outcome> {
    const { line, dueOn, parentId, key, prepare, mayBeListed = false } = adding;
    const shown = { ...unconfirmedTask(line, dueOn, key), parentId };
    const show = (task: Task): void => {
      if (!mayBeListed) this.#showAdding(shown.id, task);
    };
    this.#additions += 1;
    show(shown);
    try {
      const task = await prepare();
      show({ ...shown, title: task.title, dueOn: task.dueOn ?? null });
      const { result, changeId } = await sendNewTask(task, key);
      this.#publish({ addedAs: new Map(this.#state.addedAs).set(result.id, shown.id) });
      this.learn([result]);
      return { ok: true, task: result, changeId };
    } catch (error) {
      await whileLeaving();
      return { ok: false, error, repeat: () => this.add(adding) };
    } finally {
      this.#additions -= 1;
      this.#showAdding(shown.id, null);
    }
  }

  /** Called with each task as it is after a change of this page's own. */
  readonly onOwnChange = (listener: (task: Task) => void): (() => void) => {
    this.#ownChanges.add(listener);
    return () => this.#ownChanges.delete(listener);
  };

  /** Takes over what a change of this page's own, that was not asked for here, has made of tasks. */
  learn(tasks: readonly Task[], gone: readonly string[] = []): void {
    this.see(tasks, gone);
    for (const task of tasks) this.#tellOwnChange(task);
  }

  /** Takes over how tasks are, whoever made them so. */
  see(tasks: readonly Task[], gone: readonly string[] = []): void {
    const at = this.moment();
    const known = new Map(this.#state.known);
    for (const task of tasks) known.set(task.id, { task, at });
    for (const id of gone) known.set(id, { task: null, at });
    this.#publish({ known });
  }

  #tellOwnChange(task: Task): void {
    for (const listener of this.#ownChanges) listener(task);
  }

  /** Something else that is asked of the server; the page is not idle before its answer. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.#additions += 1;
    try {
      return await work;
    } finally {
      this.#additions -= 1;
      this.#publish({});
    }
  }

  #showAdding(id: string, task: Task | null): void {
    const adding = new Map(this.#state.adding);
    if (task) adding.set(id, task);
    else adding.delete(id);
    this.#publish({ adding });
  }

  #enqueue(job: Job): Promise<Outcome> {
    const queue = this.#queues.get(job.taskId);
    if (queue) queue.push(job);
    else this.#queues.set(job.taskId, [job]);
    if (job.change.kind === 'place') this.#places.push(job);
    this.#publish({ pendingChanges: this.#pendingChanges() });
    if (!queue) void this.#work(job.taskId);
    return job.outcome;
  }

  async #work(taskId: string): Promise<void> {
    const queue = this.#queues.get(taskId) ?? [];
    for (let job = queue[0]; job; job = queue[0]) {
      while (job.change.kind === 'place' && this.#places[0] !== job) await this.#nextState();
      job.sent = true;
      const outcome = await this.#try(job);
      queue.shift();
      if (job.change.kind === 'place') this.#places.splice(this.#places.indexOf(job), 1);
      if (queue.length === 0) this.#queues.delete(taskId);
      if (outcome.ok) this.see(outcome.task ? [outcome.task] : [], outcome.task ? [] : [taskId]);
      else if (isGone(outcome.error) && job.change.kind !== 'save') this.see([], [taskId]);
      this.#publish({ pendingChanges: this.#pendingChanges() });
      // A form that is saved goes on from its answer by itself.
      const isOwn = outcome.ok && outcome.changeId !== null && job.change.kind === 'change';
      if (isOwn && outcome.task) this.#tellOwnChange(outcome.task);
      job.settle(outcome);
    }
  }

  #nextState(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = this.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }

  async #try(job: Job): Promise<Outcome> {
    try {
      const { result, changeId } = await send(job);
      return { ok: true, task: result, changeId };
    } catch (error) {
      await whileLeaving();
      const { taskId, change, key, version } = job;
      return {
        ok: false,
        error,
        repeat: () => this.#enqueue({ ...asJob(taskId, change, key, version), sent: true }),
      };
    }
  }

  #pendingChanges(): OutboxState['pendingChanges'] {
    const shown = (jobs: readonly Job[]) => jobs.filter((job) => !job.concealed);
    return new Map(
      [...this.#queues].map(([id, jobs]) => [id, shown(jobs).map(({ change }) => change)]),
    );
  }

  #pendingPlaces(): OutboxState['pendingPlaces'] {
    return this.#places.flatMap(({ taskId, change }) =>
      change.kind === 'place' ? [{ taskId, place: change.place }] : [],
    );
  }

  #publish(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change, pendingPlaces: this.#pendingPlaces() };
    for (const listener of this.#listeners) listener();
  }
}
