import type { ProjectGraph } from '@nx/devkit';
import { messageOf, UserError } from '@taskora/base/errors';
import type { WorkspaceFiles } from './files-in-reach.ts';

/** The parts of Nx that are needed here and are no public interface of it: only this file imports them. */
export interface NxInternals {
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
  readonly getNxWorkspaceFilesFromContext: (
    workspaceRoot: string,
    projectRootMap: Readonly<Record<string, string>>,
    useDaemonProcess: boolean,
  ) => Promise<WorkspaceFiles>;
}

export interface NxTaskGraph {
  readonly tasks: Readonly<Record<string, NxTask>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

interface NxTask {
  readonly target: { readonly project: string; readonly target: string };
  readonly cache?: boolean;
  readonly outputs: readonly string[];
}

export interface NxHashInputs {
  readonly files: readonly string[];
  readonly runtime: readonly string[];
  readonly environment: readonly string[];
  readonly external: readonly string[];
}

export async function nxInternals(): Promise<NxInternals> {
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
  const { getNxWorkspaceFilesFromContext } = found;
  const parts = {
    ...{ HashPlanInspector, createTaskGraph },
    ...{ resetWorkspaceContext, getNxWorkspaceFilesFromContext },
  };
  for (const part of Object.values(parts)) {
    if (typeof part !== 'function') throw plansError(new Error('a function of it is gone'));
  }
  return parts;
}

/** With the one error that says that this Nx is another one. */
export async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw plansError(error);
  }
}

export function plansError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(
    'NXHELM_NX_PLANS',
    `Nx does not give the inputs of its tasks: ${messageOf(error)}`,
    'npx nx report, and use a version of Nx that the peer range of the plugin names',
    { cause: error },
  );
}
