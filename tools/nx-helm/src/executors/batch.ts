import type { ExecutorContext, TaskGraph, TaskGraphExecutor } from '@nx/devkit';
import { messageOf, ofProject, UserError } from '@taskora/base/errors';
import { secondsSince } from '../base/task-reports.ts';
import { inEnvironment } from './next-command.ts';
import type { Work } from './report.ts';
import { checkedProjectName } from './report.ts';

/** How one task of a batch ended; a blocked one never began, because a dependency failed. */
export type BatchOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'blocked'; readonly by: string };

export interface BatchTask<Options> {
  readonly project: string;
  readonly targetName: string;
  readonly options: Options;
}

/** A blocked task, and the failed one that blocks it. */
export interface BlockedTask {
  readonly id: string;
  readonly by: string;
}

export interface BatchEnd {
  readonly outcomes: ReadonlyMap<string, BatchOutcome>;
  readonly context: ExecutorContext;
}

/** The work of each task, which may begin something that a task that failed no longer waits for. */
export type BatchWork<Options> = Work<Options> & { readonly ended?: () => Promise<void> };

export interface BatchOptions<Options> {
  /** Creates what the tasks of one batch share, such as one reading of the cluster. */
  readonly start: (tasks: readonly BatchTask<Options>[]) => BatchWork<Options>;
  /** Called for each blocked task. */
  readonly onBlocked?: (blocked: BlockedTask, context: ExecutorContext) => Promise<void>;
  readonly onEnd?: (end: BatchEnd) => Promise<void>;
}

interface TaskEnd {
  readonly task: string;
  readonly result: {
    readonly success: boolean;
    readonly status: 'success' | 'failure' | 'skipped';
    readonly terminalOutput: string;
    readonly startTime: number;
    readonly endTime: number;
  };
}

/**
 * Runs many tasks of one executor in one process: starting a process for each costs more than a
 * whole no-op. Tasks wait for those that they depend on and otherwise run side by side.
 */
export function batchExecutor<Options>(options: BatchOptions<Options>): TaskGraphExecutor<Options> {
  return (graph, inputs, _overrides, context) =>
    Promise.resolve(runBatch(options, graph, inputs, context));
}

async function* runBatch<Options>(
  options: BatchOptions<Options>,
  graph: TaskGraph,
  inputs: Readonly<Record<string, Options>>,
  context: ExecutorContext,
): AsyncGenerator<TaskEnd, undefined> {
  const work = options.start(
    Object.keys(graph.tasks).map((id) => ({
      project: nameOf(graph, id),
      targetName: graph.tasks[id]?.target.target ?? '',
      options: inputs[id] as Options,
    })),
  );
  const outcomes = new Map<string, BatchOutcome>();
  const running = new Map<string, Promise<TaskEnd>>();
  const runTask = async (id: string): Promise<TaskEnd> => {
    const before = needed(graph, id);
    await Promise.all(before.map(begin));
    const startTime = Date.now();
    const outcome = named(
      await outcomeOf(before, outcomes, () =>
        work(inputs[id] as Options, taskContext(context, graph, id), checkedName(graph, id)),
      ),
      nameOf(graph, id),
      taskContext(context, graph, id),
    );
    outcomes.set(id, outcome);
    if (outcome.kind === 'blocked') await options.onBlocked?.({ id, by: outcome.by }, context);
    return {
      task: id,
      result: { ...resultOf(id, graph, outcome), startTime, endTime: Date.now() },
    };
  };
  const begin = (id: string): Promise<TaskEnd> => {
    const started = running.get(id) ?? runTask(id);
    running.set(id, started);
    return started;
  };
  const unfinished = new Map(Object.keys(graph.tasks).map((id) => [id, begin(id)]));
  while (unfinished.size > 0) {
    const end = await Promise.race(unfinished.values());
    unfinished.delete(end.task);
    yield end;
  }
  // The process of a batch is killed when its tasks have ended, and nothing must be cut off by that.
  await work.ended?.();
  await options.onEnd?.({ outcomes, context });
  return undefined;
}

function needed({ tasks, dependencies }: TaskGraph, id: string): string[] {
  return (dependencies[id] ?? []).filter((dependency) => dependency in tasks);
}

async function outcomeOf(
  before: readonly string[],
  outcomes: ReadonlyMap<string, BatchOutcome>,
  run: () => Promise<void>,
): Promise<BatchOutcome> {
  const missing = before.find((dependency) => outcomes.get(dependency)?.kind !== 'done');
  if (missing !== undefined) {
    const cause = outcomes.get(missing);
    return { kind: 'blocked', by: cause?.kind === 'blocked' ? cause.by : missing };
  }
  try {
    await run();
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function named(outcome: BatchOutcome, project: string, context: ExecutorContext): BatchOutcome {
  if (outcome.kind !== 'failed') return outcome;
  return { kind: 'failed', error: inEnvironment(ofProject(outcome.error, project), context) };
}

function taskContext(context: ExecutorContext, graph: TaskGraph, id: string): ExecutorContext {
  const { project, target, configuration } = graph.tasks[id]?.target ?? {};
  return {
    ...context,
    ...(project === undefined ? {} : { projectName: project }),
    ...(target === undefined ? {} : { targetName: target }),
    ...(configuration === undefined ? {} : { configurationName: configuration }),
  };
}

export function nameOf(graph: TaskGraph, id: string): string {
  return graph.tasks[id]?.target.project ?? id;
}

/** The failed task, for people: by its project where it has the same target, else by its id. */
export function causeOf(graph: TaskGraph, { id, by }: BlockedTask): string {
  const isSameTarget = graph.tasks[id]?.target.target === graph.tasks[by]?.target.target;
  return isSameTarget ? nameOf(graph, by) : by;
}

function checkedName(graph: TaskGraph, id: string): string {
  return checkedProjectName(graph.tasks[id]?.target.project);
}

function resultOf(
  id: string,
  graph: TaskGraph,
  outcome: BatchOutcome,
): Omit<TaskEnd['result'], 'startTime' | 'endTime'> {
  switch (outcome.kind) {
    case 'done':
      return { success: true, status: 'success', terminalOutput: '' };
    case 'blocked':
      return {
        success: false,
        status: 'skipped',
        terminalOutput: `${nameOf(graph, id)}: blocked, because ${causeOf(graph, { id, by: outcome.by })} failed\n`,
      };
    case 'failed':
      return { success: false, status: 'failure', terminalOutput: `${errorText(outcome.error)}\n` };
  }
}

/** An UserError is printed as one line; any other error is a defect and keeps its stack trace. */
function errorText(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}

/** The rollouts of this very batch change the cluster, so older answers are read again. */
const cacheSeconds = 5;

/**
 * Caches the answer for each key, such as a namespace. A read that fails is not cached: only those
 * who waited for it fail.
 */
export type CachedReads<Answer> = (place: string, read: () => Promise<Answer>) => Promise<Answer>;

export function cachedReads<Answer>(): CachedReads<Answer> {
  const reads = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (place, read) => {
    const known = reads.get(place);
    if (known !== undefined && secondsSince(known.at) < cacheSeconds) return known.answer;
    const answer = read();
    reads.set(place, { at: Date.now(), answer });
    answer.catch(() => reads.delete(place));
    return answer;
  };
}
