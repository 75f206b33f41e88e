import type { ExecutorContext, NxJsonConfiguration, ProjectGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ExplainInputs } from '../release/deploy-request.ts';
import type { SnapshotFacts } from './entries.ts';
import {
  addConfiguration,
  addFiles,
  addPackages,
  addRuntime,
  addValues,
  directPackages,
} from './entries.ts';
import { explainChanges } from './explain.ts';
import type { TaskPlan, TaskPlanner, TaskPlans } from './nx-plans.ts';
import { createTaskPlanner } from './nx-plans.ts';
import { rolesFor, targetsOf } from './roles.ts';
import type { FileReader, InputSnapshot } from './snapshot.ts';
import { createFileReader, decodeSnapshot, encodeSnapshot, GroupBuilder } from './snapshot.ts';

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
}

/** What one release would be made from now. */
async function snapshotInputs(
  request: Workspace & { readonly release: DeployedRelease },
): Promise<InputSnapshot> {
  const { release, ...workspace } = request;
  const all = await snapshotReleases({ ...workspace, releases: [release] });
  const snapshot = all.get(release.project);
  if (snapshot === undefined) throw noTemplate(release);
  return snapshot;
}

/** The same of several releases, which share most of their files. */
export async function snapshotReleases(
  request: Workspace & { readonly releases: readonly DeployedRelease[] },
): Promise<Map<string, InputSnapshot>> {
  const { workspaceRoot, projectGraph, nxJson, releases } = request;
  const planner = await createTaskPlanner(workspaceRoot, projectGraph, nxJson);
  const reader = createFileReader(workspaceRoot);
  const snapshots = new Map<string, InputSnapshot>();
  for (const release of releases) {
    snapshots.set(release.project, await snapshotOf(request, release, planner, reader));
  }
  return snapshots;
}

async function snapshotOf(
  { workspaceRoot, projectGraph, configuration }: Workspace,
  release: DeployedRelease,
  planner: TaskPlanner,
  reader: FileReader,
): Promise<InputSnapshot> {
  const target = templateTarget(projectGraph, release);
  const known = targetsOf(projectGraph, release.project)[target]?.configurations ?? {};
  const chosen = configuration !== undefined && configuration in known ? configuration : undefined;
  const plans = planner.plansOf(release.project, target, chosen);
  const templateTask = [release.project, target, ...(chosen === undefined ? [] : [chosen])].join(
    ':',
  );
  const facts: SnapshotFacts = {
    workspaceRoot,
    projectGraph,
    release,
    roles: rolesFor(workspaceRoot, projectGraph, release),
    templateTask,
    tasks: tasksThatReach(plans, templateTask),
    reader,
    builder: new GroupBuilder(),
  };
  await addFiles(facts);
  addValues(facts);
  addPackages(facts);
  addConfiguration(facts);
  await addRuntime(facts);
  return {
    version: 1,
    release: release.project,
    groups: facts.builder.groups(),
    directPackages: directPackages(facts),
  };
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
  const { root, projectGraph, nxJsonConfiguration } = context;
  return async (recorded) => {
    const snapshot = await snapshotInputs({
      workspaceRoot: root,
      projectGraph,
      nxJson: nxJsonConfiguration,
      ...(configuration === undefined ? {} : { configuration }),
      release,
    });
    const before = recorded === undefined ? undefined : decodeSnapshot(recorded);
    return {
      changes: before === undefined ? undefined : explainChanges(before, snapshot),
      snapshot: encodeSnapshot(snapshot),
    };
  };
}
