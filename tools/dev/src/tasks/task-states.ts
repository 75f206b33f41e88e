import type { TaskEvent } from './task-events.ts';

type Durations = Readonly<Record<string, number>>;

interface Running {
  readonly since: number;
}

export interface Failure {
  readonly task: string;
  readonly seconds: number;
  readonly output: string;
}

/** What is known of a run's tasks from what it has told so far; time is in seconds from any moment. */
export class TaskStates {
  dependencies: Readonly<Record<string, readonly string[]>> = {};
  readonly running = new Map<string, Running>();
  /** Tasks that are over, with how long they took; those whose result was kept took no time. */
  readonly ended = new Map<string, number>();
  readonly #kept = new Set<string>();
  readonly #stopped = new Set<string>();
  failure: Failure | undefined;

  get planned(): number {
    return Object.keys(this.dependencies).length;
  }

  /** Tasks that a failure has cut off. */
  get stopped(): readonly string[] {
    return [...this.#stopped];
  }

  /** How long each took that was really done and went well. */
  get measured(): Record<string, number> {
    const done = [...this.ended].filter(([task]) => this.#isDone(task));
    return Object.fromEntries(done);
  }

  #isDone(task: string): boolean {
    return !this.#kept.has(task) && !this.#stopped.has(task) && this.failure?.task !== task;
  }

  /** Takes an event in; answers with the task that has just ended after it was really done. */
  take(event: TaskEvent, now: number): { task: string; seconds: number } | undefined {
    if (event.type === 'planned') this.dependencies = event.dependencies;
    if (event.type === 'started') {
      for (const task of event.tasks) this.running.set(task, { since: now });
    }
    if (event.type !== 'ended') return undefined;
    const { task, status, output = '' } = event;
    const seconds = now - (this.running.get(task)?.since ?? now);
    this.running.delete(task);
    this.ended.set(task, seconds);
    if (/cache/.test(status)) this.#kept.add(task);
    if (status === 'stopped' || status === 'skipped') this.#stopped.add(task);
    if (status === 'failure') this.failure ??= { task, seconds, output };
    return status === 'success' ? { task, seconds } : undefined;
  }

  /**
   * What is left in seconds, by what each task took when it was last done: the longest chain, or what
   * `parallel` at a time need for all. A task that waits counts only behind one that is or was really
   * done, since the others' results are most likely kept. Undefined without any figure to go by.
   */
  remaining(durations: Durations, parallel: number, now: number): number | undefined {
    const chains = new Map<string, number>();
    const left = (task: string): number => {
      const since = this.running.get(task)?.since;
      const expected = durations[task] ?? 0;
      return since === undefined ? expected : Math.max(0, expected - (now - since));
    };
    const chainOf = (task: string): number => {
      const known = chains.get(task);
      if (known !== undefined) return known;
      chains.set(task, 0);
      const before = this.dependencies[task] ?? [];
      const length = this.#counts(task) ? left(task) + Math.max(0, ...before.map(chainOf)) : 0;
      chains.set(task, length);
      return length;
    };
    const open = Object.keys(this.dependencies).filter((task) => this.#counts(task));
    const all = open.reduce((sum, task) => sum + left(task), 0);
    const seconds = Math.max(all / parallel, ...open.map(chainOf));
    return seconds > 0 ? seconds : undefined;
  }

  #counts(task: string): boolean {
    if (this.ended.has(task)) return false;
    if (this.running.has(task)) return true;
    const before = this.dependencies[task] ?? [];
    return before.some((other) =>
      this.ended.has(other) ? !this.#kept.has(other) : this.#counts(other),
    );
  }
}
