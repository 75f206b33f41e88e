import type { ExecutorContext, NxJsonConfiguration, ProjectGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { runShellCommand } from '../base/programs.ts';
import { compareText } from '../base/text.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ExplainInputs } from '../release/deploy-request.ts';
import type { SnapshotFacts } from './entries.ts';
import { addConfiguration, addFiles, addPackages, addRuntime, addValues } from './entries.ts';
import { explainChanges } from './explain.ts';
import type { TaskName, TaskPlan, TaskPlans } from './nx-plans.ts';
import { createTaskPlanner } from './nx-plans.ts';
import { rolesFor, targetsOf } from './roles.ts';
import type { InputSnapshot } from './snapshot.ts';
import {
  createFileReader,
  dataHash,
  decodeSnapshot,
  encodeSnapshot,
  GroupBuilder,
} from './snapshot.ts';

/**
 * The task itself and every task whose outputs reach it. Nx runs more tasks before it than those:
 * one that only has to be done first, such as getting programs ready, decides nothing about it.
 */
export function tasksThatReach(plans: TaskPlans, id: string): TaskPlan[] {
  const reached = new Map<string, TaskPlan>();
  const visit = (task: TaskPlan | undefined): void => {
    if (task === undefined || reached.has(task.id)) return;
    reached.set(task.id, task);
    for (const other of allBefore(plans, task)) if (reads(task, other)) visit(other);
  };
  visit(plans.get(id));
  return [...reached.values()];
}

/** An output can also come from a task further up, where the pattern says so. */
function allBefore(plans: TaskPlans, task: TaskPlan): Set<TaskPlan> {
  const found = new Set<TaskPlan>();
  const visit = ({ dependencies }: TaskPlan): void => {
    for (const name of dependencies) {
      const other = plans.get(name);
      if (other === undefined || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(task);
  return found;
}

/**
 * A cached task runs again only for outputs that it names as inputs. One that is not cached runs
 * each time, with whatever the tasks right before it have made.
 */
function reads(task: TaskPlan, other: TaskPlan): boolean {
  if (other.outputs.length === 0) return false;
  if (!task.isCached && task.dependencies.includes(other.id)) return true;
  const place = `:${other.outputs.join(',')}`;
  return task.outputPatterns.some((pattern) => pattern.endsWith(place));
}

interface Workspace {
  readonly workspaceRoot: string;
  readonly projectGraph: ProjectGraph;
  readonly nxJson?: NxJsonConfiguration;
  /** The configuration that Nx was started with, such as `ci`. */
  readonly configuration?: string;
  /** What differs from the state that this one is compared with; else all files are read. */
  readonly changed?: readonly string[] | undefined;
}

/** What many releases are made from, of which they share most. */
export interface SnapshotReader {
  read(release: DeployedRelease): Promise<InputSnapshot>;
}

/** One reading of a workspace's files, for however many releases; nothing is read before the first. */
export function createSnapshotReader(
  workspace: Workspace,
  releases: readonly DeployedRelease[],
): SnapshotReader {
  const { workspaceRoot, projectGraph } = workspace;
  const reader = createFileReader(workspaceRoot);
  const outputs = new Map<string, Promise<string>>();
  const outputOf = (command: string): Promise<string> => {
    const known = outputs.get(command) ?? runShellCommand(command, workspaceRoot);
    outputs.set(command, known);
    return known;
  };
  const makePlans = async (): Promise<TaskPlans> => {
    const planner = await createTaskPlanner(workspaceRoot, projectGraph, workspace);
    return planner.plansOf(releases.map((release) => templateTaskOf(workspace, release)));
  };
  let plans: Promise<TaskPlans> | undefined;
  return {
    read: async (release) => {
      plans ??= makePlans();
      return snapshotOf(workspace, release, { plans: await plans, reader, outputOf });
    },
  };
}

interface Shared extends Pick<SnapshotFacts, 'outputOf' | 'reader'> {
  readonly plans: TaskPlans;
}

/** The task that renders the chart which is deployed. */
function templateTaskOf(
  { projectGraph, configuration }: Workspace,
  release: DeployedRelease,
): TaskName {
  const target = templateTarget(projectGraph, release);
  const known = targetsOf(projectGraph, release.project)[target]?.configurations ?? {};
  const isKnown = configuration !== undefined && configuration in known;
  return { project: release.project, target, ...(isKnown ? { configuration } : {}) };
}

async function snapshotOf(
  workspace: Workspace,
  release: DeployedRelease,
  { plans, reader, outputOf }: Shared,
): Promise<InputSnapshot> {
  const { workspaceRoot, projectGraph } = workspace;
  const { project, target, configuration } = templateTaskOf(workspace, release);
  const templateTask = [project, target, configuration]
    .filter((part) => part !== undefined)
    .join(':');
  const facts: SnapshotFacts = {
    workspaceRoot,
    projectGraph,
    release,
    roles: rolesFor(workspaceRoot, projectGraph, release),
    templateTask,
    tasks: tasksThatReach(plans, templateTask),
    reader,
    outputOf,
    builder: new GroupBuilder(),
  };
  await addFiles(facts);
  addValues(facts);
  const directPackages = addPackages(facts);
  addConfiguration(facts);
  await addRuntime(facts);
  const unread = unreadOf(facts);
  return {
    version: 1,
    release: release.project,
    groups: facts.builder.groups(),
    directPackages,
    ...(unread === undefined ? {} : { unread }),
  };
}

/**
 * Where some files were not read: hash of how each task selects its own, of what is in reach of those that were
 * not read, and of what decides how a file is listed. With equal ones, what was read differs as the whole does.
 */
function unreadOf({ tasks, release, roles }: SnapshotFacts): string | undefined {
  if (tasks.every(({ selection }) => selection?.isRead !== false)) return undefined;
  const { imageProjects, baseProjects, chartFolder, libraryFolders } = roles;
  return dataHash([
    Object.fromEntries(tasks.map(({ id, selection }) => [id, selection])),
    release.options,
    [[...imageProjects].toSorted(compareText), [...baseProjects].toSorted(compareText)],
    [chartFolder, libraryFolders],
  ]);
}

/** The target that renders the chart which is deployed. */
function templateTarget(graph: ProjectGraph, release: DeployedRelease): string {
  const found = Object.entries(targetsOf(graph, release.project)).find(
    ([, { executor }]) => executor === '@taskora/nx-helm:helm-template',
  );
  if (found === undefined) throw noTemplate(release);
  return found[0];
}

function noTemplate({ project }: DeployedRelease): UserError {
  return new UserError(
    'NXHELM_TEMPLATE_TARGET_MISSING',
    'it is deployed, and has no target that renders its chart',
    `npx nx show project ${project}`,
    { project },
  );
}

/** Finds out what a release is made from in this workspace, and how that differs from a record of it. */
export function explainerFor(
  context: ExecutorContext,
  release: DeployedRelease,
  configuration: string | undefined = context.configurationName,
): ExplainInputs {
  // Read when it is asked for: a run that rolls out takes a while, and files are saved meanwhile.
  return (recorded) => explainersFor(context, [release], configuration)(release)(recorded);
}

/** The same for many releases at one moment. */
export function explainersFor(
  { root, projectGraph, nxJsonConfiguration, configurationName }: ExecutorContext,
  releases: readonly DeployedRelease[],
  configuration: string | undefined = configurationName,
): (release: DeployedRelease) => ExplainInputs {
  const workspace = {
    workspaceRoot: root,
    projectGraph,
    nxJson: nxJsonConfiguration,
    ...(configuration === undefined ? {} : { configuration }),
  };
  const reader = createSnapshotReader(workspace, releases);
  return (release) => async (recorded) => {
    const snapshot = await reader.read(release);
    const before = recorded === undefined ? undefined : decodeSnapshot(recorded);
    return {
      changes: before === undefined ? undefined : explainChanges(before, snapshot),
      // Packing takes longer than all else, and only a rollout records it.
      get snapshot() {
        return encodeSnapshot(snapshot);
      },
    };
  };
}
