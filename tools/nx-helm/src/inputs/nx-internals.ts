import type { ProjectGraph } from '@nx/devkit';
import { NxHelmError, messageOf } from '../errors.ts';

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
}

export interface NxTaskGraph {
  readonly tasks: Readonly<Record<string, NxTask>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

export interface NxTask {
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
  for (const part of [HashPlanInspector, createTaskGraph, resetWorkspaceContext]) {
    if (typeof part !== 'function') throw plansError(new Error('a function of it is gone'));
  }
  return { HashPlanInspector, createTaskGraph, resetWorkspaceContext };
}

export async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw plansError(error);
  }
}

export function plansError(error: unknown): NxHelmError {
  if (error instanceof NxHelmError) return error;
  return new NxHelmError({
    code: 'NXHELM_NX_PLANS',
    what: `Nx does not tell what its tasks are made from: ${messageOf(error)}`,
    command: 'npx nx report, and use a version of Nx that the peer range of the plugin names',
    cause: error,
  });
}
