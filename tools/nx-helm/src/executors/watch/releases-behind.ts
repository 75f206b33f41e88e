import type { ProjectConfiguration, ProjectGraph, TargetConfiguration } from '@nx/devkit';
import type { RolloutStep } from '../../base/rollout-step.ts';
import { stepOf } from '../../base/rollout-step.ts';

/**
 * Releases that a change of these files may roll: those whose own files they are, and those that
 * depend on the project of one. A file of no project, such as a lock file, may concern all of them.
 */
export function releasesBehind(
  graph: Pick<ProjectGraph, 'nodes' | 'dependencies'>,
  releases: readonly string[],
  files: readonly string[],
): string[] {
  const owners = files.map((file) => ownerOf(graph, file));
  if (owners.includes(undefined)) return [...releases];
  const changed = new Set(owners);
  return releases.filter((release) => reaches(graph, release, changed));
}

/** The project in whose folder the file lies, the deepest if there are several. */
function ownerOf({ nodes }: Pick<ProjectGraph, 'nodes'>, file: string): string | undefined {
  return Object.values(nodes)
    .filter(({ data }) => file.startsWith(`${data.root}/`))
    .toSorted((one, other) => other.data.root.length - one.data.root.length)[0]?.name;
}

function reaches(
  { dependencies }: Pick<ProjectGraph, 'dependencies'>,
  start: string,
  wanted: ReadonlySet<string | undefined>,
): boolean {
  const seen = new Set<string>();
  const visit = (name: string): boolean => {
    if (wanted.has(name)) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (dependencies[name] ?? []).some(({ target }) => visit(target));
  };
  return visit(start);
}

/** One task as Nx writes it into a profile; times in microseconds. */
export interface ProfiledTask {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: {
    readonly target?: { readonly project: string; readonly target: string };
    readonly status?: string;
  };
}

/** The steps from a saved file to a running pod, in their order. */
export type Step = 'build' | 'digest' | 'image' | 'load' | 'render' | 'rollout';

type StepOfTarget = ReadonlyMap<string, Step>;

const order: readonly Step[] = ['build', 'digest', 'image', 'load', 'render', 'rollout'];
const microsecondsPerSecond = 1_000_000;

/** Where the time of one run went: for each step the span in which its tasks ran, and their projects. */
export function timeSpent(profile: readonly ProfiledTask[], steps: StepOfTarget): string[] {
  return order.flatMap((step) => {
    const tasks = profile.filter(
      ({ ph, args }) => ph === 'X' && steps.get(args?.target?.target ?? '') === step,
    );
    const worked = tasks.filter(
      ({ args }) => args?.status === 'success' || args?.status === 'failure',
    );
    if (worked.length === 0) return [];
    const start = Math.min(...worked.map(({ ts }) => ts));
    const end = Math.max(...worked.map(({ ts, dur = 0 }) => ts + dur));
    const seconds = ((end - start) / microsecondsPerSecond).toFixed(1);
    const projects = [...new Set(worked.map(({ args }) => args?.target?.project ?? ''))].sort();
    return [`${step} ${seconds} s (${projects.join(', ')})`];
  });
}

const stepOfExecutor: ReadonlyMap<string, Step> = new Map([
  ['@taskora/nx-helm:next-output', 'digest'],
  ['@taskora/nx-helm:container', 'image'],
  ['@taskora/nx-helm:helm-template', 'render'],
]);

const stepOfRollout: Readonly<Record<RolloutStep, Step>> = {
  'image-load': 'load',
  'helm-deploy': 'rollout',
};

/** The executor identifies a target, whose name may differ. All others are builds. */
export function stepsOfTargets(
  projects: Readonly<Record<string, ProjectConfiguration>>,
): ReadonlyMap<string, Step> {
  const targets = Object.values(projects).flatMap(({ targets: own = {} }) => Object.entries(own));
  return new Map(targets.map(([name, target]) => [name, stepOfTarget(target)]));
}

function stepOfTarget(target: TargetConfiguration): Step {
  const rollout = stepOf(target);
  if (rollout !== undefined) return stepOfRollout[rollout];
  return stepOfExecutor.get(target.executor ?? '') ?? 'build';
}
