import type { ProjectGraph } from '@nx/devkit';
import { messageOf, UserError } from '@taskora/base/errors';
import {
  allPackages,
  configurationMark,
  hasAmbiguousNames,
  mayHold,
  readInstructions,
} from './file-sets.ts';

/** The parts of Nx that are needed here and are no public interface of it: only this file imports them. */
interface NxInternals {
  readonly HashPlanInspector: new (
    graph: ProjectGraph,
    workspaceRoot: string,
    nxJson?: unknown,
  ) => {
    init(): Promise<void>;
    readonly planner: {
      getPlans(tasks: readonly string[], graph: NxTaskGraph): Record<string, string[]>;
      getPlansReference(tasks: readonly string[], graph: NxTaskGraph): unknown;
    };
    readonly inspector: { inspectInputs(plans: unknown): Record<string, NxHashInputs> };
  };
  readonly createTaskGraph: (
    graph: ProjectGraph,
    extraDependencies: object,
    projects: readonly string[],
    targets: readonly string[],
    configuration: string | undefined,
    overrides: object,
  ) => NxTaskGraph;
  readonly resetWorkspaceContext: () => void;
}

interface NxTaskGraph {
  readonly tasks: Readonly<Record<string, NxTask>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

interface NxTask {
  readonly target: { readonly project: string; readonly target: string };
  readonly cache?: boolean;
  readonly outputs: readonly string[];
}

interface NxHashInputs {
  readonly files: readonly string[];
  readonly runtime: readonly string[];
  readonly environment: readonly string[];
  readonly external: readonly string[];
}

async function nxInternals(): Promise<NxInternals> {
  const [inspector, taskGraph, context] = await guarded(() =>
    Promise.all([
      import('nx/src/hasher/hash-plan-inspector') as Promise<unknown>,
      import('nx/src/tasks-runner/create-task-graph') as Promise<unknown>,
      import('nx/src/utils/workspace-context') as Promise<unknown>,
    ]),
  );
  const found = {
    ...(inspector as NxInternals),
    ...(taskGraph as NxInternals),
    ...(context as NxInternals),
  };
  const { HashPlanInspector, createTaskGraph, resetWorkspaceContext } = found;
  for (const part of [HashPlanInspector, createTaskGraph, resetWorkspaceContext]) {
    if (typeof part !== 'function') throw plansError(new Error('a function of it is gone'));
  }
  return { HashPlanInspector, createTaskGraph, resetWorkspaceContext };
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw plansError(error);
  }
}

function plansError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(
    'NXHELM_NX_PLANS',
    `Nx does not give the inputs of its tasks: ${messageOf(error)}`,
    'npx nx report, and use a version of Nx that the peer range of the plugin names',
    { cause: error },
  );
}

/** What Nx would hash for one task, before it is hashed. */
export interface TaskPlan {
  readonly id: string;
  readonly project: string;
  readonly target: string;
  readonly isCached: boolean;
  readonly outputs: readonly string[];
  /** Tasks that run before it, whether or not it reads what they make. */
  readonly dependencies: readonly string[];
  readonly files: readonly string[];
  /** In place of `files`: what selects them, where none of them has changed. */
  readonly unreadFileSets: readonly string[];
  readonly runtime: readonly string[];
  readonly environment: readonly string[];
  /** Names of the graph's external nodes, such as `npm:next`; none where all count. */
  readonly packages: readonly string[];
  readonly hasAllPackages: boolean;
  /** Projects whose configuration is a part of the hash. */
  readonly configuredProjects: readonly string[];
  /** Patterns of read outputs with the outputs that they select from, joined by a comma. */
  readonly outputPatterns: readonly string[];
}

export type TaskPlans = ReadonlyMap<string, TaskPlan>;

/** One reading of the workspace's files, from which the plans of any task can be taken. */
export interface TaskPlanner {
  /** With all that run before them. */
  plansOf(tasks: readonly TaskName[]): TaskPlans;
}

export interface TaskName {
  readonly project: string;
  readonly target: string;
  readonly configuration?: string | undefined;
}

interface PlannerOptions {
  readonly nxJson?: unknown;
  /**
   * Paths that differ from the state that is compared with, relative to the workspace. Nx compares each file
   * with the patterns of each task, so a plan that can hold none of these paths leaves its files unread.
   */
  readonly changed?: readonly string[] | undefined;
}

/**
 * Reads which files the workspace has, afresh: a process that lives long, as a watch does, would
 * otherwise see the files of its start.
 */
export async function createTaskPlanner(
  workspaceRoot: string,
  projectGraph: ProjectGraph,
  { nxJson, changed }: PlannerOptions = {},
): Promise<TaskPlanner> {
  const { HashPlanInspector, createTaskGraph, resetWorkspaceContext } = await nxInternals();
  const inspector = await guarded(async () => {
    resetWorkspaceContext();
    const made = new HashPlanInspector(projectGraph, workspaceRoot, nxJson);
    await made.init();
    return made;
  });
  return {
    plansOf: (tasks) => {
      try {
        const plans = new Map<string, TaskPlan>();
        // One graph for all that it can hold: tasks that many need are planned once.
        for (const [{ target, configuration }, projects] of byTarget(tasks)) {
          const graph = createTaskGraph(projectGraph, {}, projects, [target], configuration, {});
          const ids = Object.keys(graph.tasks).filter((id) => !plans.has(id));
          const instructions = inspector.planner.getPlans(ids, graph);
          const unread = withoutChange(instructions, projectGraph, changed);
          const read = ids.filter((id) => !unread.has(id));
          const inputs = inspector.inspector.inspectInputs(
            inspector.planner.getPlansReference(read, graph),
          );
          for (const id of ids) {
            plans.set(id, planOf(id, graph, unread.get(id) ?? inputs[id], instructions[id]));
          }
        }
        return plans;
      } catch (error) {
        throw plansError(error);
      }
    },
  };
}

function byTarget(tasks: readonly TaskName[]): (readonly [TaskName, string[]])[] {
  const found = new Map<string, readonly [TaskName, string[]]>();
  for (const task of tasks) {
    const key = JSON.stringify([task.target, task.configuration]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [task, [task.project]]);
    else known[1].push(task.project);
  }
  return [...found.values()];
}

interface ReadInputs extends NxHashInputs {
  readonly unreadFileSets?: readonly string[];
}

/** What decides the tasks none of whose files has changed. */
function withoutChange(
  plans: Readonly<Record<string, readonly string[]>>,
  graph: ProjectGraph,
  changed: readonly string[] | undefined,
): ReadonlyMap<string, ReadInputs> {
  const found = new Map<string, ReadInputs>();
  if (changed === undefined || hasAmbiguousNames(graph)) return found;
  const known = new Map<string, boolean>();
  const isChanged = (fileSet: string): boolean => {
    const may = known.get(fileSet) ?? mayHold(fileSet, changed, graph);
    known.set(fileSet, may);
    return may;
  };
  for (const [id, instructions] of Object.entries(plans)) {
    const inputs = readInstructions(instructions, graph);
    if (inputs === undefined || inputs.fileSets.some(isChanged)) continue;
    const { fileSets: unreadFileSets, ...others } = inputs;
    found.set(id, { ...others, files: [], unreadFileSets });
  }
  return found;
}

function planOf(
  id: string,
  graph: NxTaskGraph,
  inputs: ReadInputs | undefined,
  instructions: readonly string[] | undefined,
): TaskPlan {
  const task = graph.tasks[id];
  if (task === undefined || inputs === undefined || instructions === undefined) {
    throw new Error(`there is no plan for ${id}`);
  }
  return {
    id,
    ...task.target,
    isCached: task.cache === true,
    outputs: task.outputs,
    dependencies: graph.dependencies[id] ?? [],
    files: inputs.files,
    unreadFileSets: inputs.unreadFileSets ?? [],
    runtime: inputs.runtime,
    environment: inputs.environment,
    ...packagesIn(inputs.external),
    configuredProjects: instructions
      .filter((text) => text.endsWith(configurationMark))
      .map((text) => text.slice(0, -configurationMark.length)),
    outputPatterns: instructions.filter((text) => text.includes(':')),
  };
}

/** The list of all is as long as the lock file, and each task of a large workspace would keep its own. */
function packagesIn(external: readonly string[]): Pick<TaskPlan, 'hasAllPackages' | 'packages'> {
  const hasAllPackages = external.includes(allPackages);
  return { hasAllPackages, packages: hasAllPackages ? [] : external };
}
