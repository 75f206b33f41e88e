import type { ProjectGraph } from '@nx/devkit';
import {
  allPackages,
  configurationMark,
  hasAmbiguousNames,
  readInstructions,
} from './file-sets.ts';
import type { FilesInReach } from './files-in-reach.ts';
import { filesInReach } from './files-in-reach.ts';
import type { NxHashInputs, NxInternals, NxTaskGraph } from './nx-internals.ts';
import { guarded, nxInternals, plansError } from './nx-internals.ts';
import { dataHash } from './snapshot.ts';

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
  /** Set where two states are compared. */
  readonly selection?: Selection;
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

/** How the files of a task are selected: equal ones select alike from equal files. */
export interface Selection {
  /** Else `files` is empty, and the hash covers all that is in reach of the task. */
  readonly isRead: boolean;
  readonly hash: string;
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
   * with the patterns of each task, so a plan that none of these paths is in reach of leaves its files unread.
   * One that is missing here is no fault: what is in reach then has another hash than on the other side.
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
  const nx = await nxInternals();
  const { createTaskGraph } = nx;
  const inspector = await guarded(async () => {
    nx.resetWorkspaceContext();
    const made = new nx.HashPlanInspector(projectGraph, workspaceRoot, nxJson);
    await made.init();
    return made;
  });
  const comparison =
    changed === undefined || hasAmbiguousNames(projectGraph)
      ? undefined
      : { changed, files: await readFiles(nx, workspaceRoot, projectGraph) };
  return {
    plansOf: (tasks) => {
      try {
        const plans = new Map<string, TaskPlan>();
        // One graph for all that it can hold: tasks that many need are planned once.
        for (const [{ target, configuration }, projects] of byTarget(tasks)) {
          const graph = createTaskGraph(projectGraph, {}, projects, [target], configuration, {});
          const ids = Object.keys(graph.tasks).filter((id) => !plans.has(id));
          const instructions = inspector.planner.getPlans(ids, graph);
          const compared = selectionsOf(instructions, projectGraph, comparison);
          const read = ids.filter((id) => compared.get(id)?.unread === undefined);
          const inputs = inspector.inspector.inspectInputs(
            inspector.planner.getPlansReference(read, graph),
          );
          for (const id of ids) {
            const { unread, selection } = compared.get(id) ?? {};
            const plan = planOf(id, graph, unread ?? inputs[id], instructions[id]);
            plans.set(id, selection === undefined ? plan : { ...plan, selection });
          }
        }
        return plans;
      } catch (error) {
        throw plansError(error);
      }
    },
  };
}

interface StatesCompared {
  readonly files: FilesInReach;
  readonly changed: readonly string[];
}

/** As the inspector sees them, which has just read them into the same context. */
function readFiles(
  { getNxWorkspaceFilesFromContext }: NxInternals,
  workspaceRoot: string,
  graph: ProjectGraph,
): Promise<FilesInReach> {
  const roots = Object.values(graph.nodes).map(({ name, data }) => [data.root, name] as const);
  return guarded(async () => {
    const files = await getNxWorkspaceFilesFromContext(
      workspaceRoot,
      Object.fromEntries(roots),
      false,
    );
    return filesInReach(files, graph);
  });
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

interface Compared {
  readonly selection: Selection;
  /** What decides the task besides its files, where none of them has changed. */
  readonly unread?: NxHashInputs;
}

/** Nothing where no other state is compared with. */
function selectionsOf(
  plans: Readonly<Record<string, readonly string[]>>,
  graph: ProjectGraph,
  comparison: StatesCompared | undefined,
): ReadonlyMap<string, Compared> {
  if (comparison === undefined) return new Map();
  const { files, changed } = comparison;
  const known = new Map<string, boolean>();
  const isChanged = (fileSet: string): boolean => {
    const may = known.get(fileSet) ?? files.holds(fileSet, changed);
    known.set(fileSet, may);
    return may;
  };
  const compare = (instructions: readonly string[]): Compared => {
    const inputs = readInstructions(instructions, graph);
    if (inputs === undefined || inputs.fileSets.some(isChanged)) {
      return { selection: { isRead: true, hash: dataHash(inputs?.fileSets ?? instructions) } };
    }
    const { fileSets, ...unread } = inputs;
    const hash = dataHash(fileSets.map((fileSet) => [fileSet, files.digestOf(fileSet)]));
    return { selection: { isRead: false, hash }, unread: { ...unread, files: [] } };
  };
  return new Map(Object.entries(plans).map(([id, instructions]) => [id, compare(instructions)]));
}

function planOf(
  id: string,
  graph: NxTaskGraph,
  inputs: NxHashInputs | undefined,
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
