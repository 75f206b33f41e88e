import { createRequire } from 'node:module';
import type * as devkit from '@nx/devkit';
import type {
  HasherContext,
  ProjectGraph,
  ProjectsConfigurations,
  Task,
  TaskGraph,
} from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { certificateWarning } from '../cache/certificates.ts';
import { describeLost, forgetLostRecords } from '../cache/lost-records.ts';
import { nxCachePlace } from '../cache/nx-cache-place.ts';
import { refuseUnguardedCache } from '../cache/run-hooks.ts';
import type { TypedConfigurations } from '../base/nx-command.ts';
import { configurationsIn, typedConfigurations } from '../base/nx-command.ts';
import { rolloutExecutor } from '../base/rollout-step.ts';
import { handCompileCacheDown, kubeconfigFiles, remoteCacheSettings } from '../base/settings.ts';
import { leftOutRelease } from '../chart/environment-releases.ts';
import { refuseForeignContext, refuseUnnamedCluster } from '../cluster/kube-context.ts';
import { hashTogether } from './hash-together.ts';
import { refuseUnknownAmong } from './report.ts';
import { refuseBadRun } from './rollout/options.ts';

interface Run {
  readonly taskGraph: TaskGraph;
  readonly projectsConfigurations: ProjectsConfigurations;
  readonly projectGraph: Pick<ProjectGraph, 'dependencies'>;
}

/** They act on all releases, and check themselves whether these have the environment. */
const ofAllReleases = new Set(
  [
    'plan',
    'deploy',
    'handoff',
    'promote',
    'drift',
    'history',
    'forecast',
    'affected',
    'watch',
    'prune',
    'verify',
    'admission',
    'adopt',
    'preview',
  ].map((name) => `@taskora/nx-helm:${name}`),
);

const known = new WeakSet<TaskGraph>();

/** Refuses a run with an unknown environment or option before any of its tasks begins. */
function refuseUnsuitableRun(run: Run, typed: TypedConfigurations): void {
  if (known.has(run.taskGraph)) return;
  refuseUnguardedCache();
  const { projects } = run.projectsConfigurations;
  const asked = configurationsIn(typed, projects);
  for (const { target } of Object.values(run.taskGraph.tasks)) {
    const { executor = '', configurations } =
      projects[target.project]?.targets?.[target.target] ?? {};
    if (executor === rolloutExecutor) refuseBadRun(run, target.project);
    if (!executor.startsWith('@taskora/nx-helm:') || ofAllReleases.has(executor)) continue;
    refuseForeignCluster(run, target);
    // What is the same in every environment has none; Nx gives such a target an empty object.
    if (Object.keys(configurations ?? {}).length === 0) continue;
    refuseUnknownAmong(asked, { ...run, targetName: target.target }, target.project);
  }
  known.add(run.taskGraph);
}

/**
 * A build of minutes would come before the refusal of the task itself. Where no context is set yet, a task of
 * the run may be about to make the cluster.
 */
function refuseForeignCluster(run: Run, { project, target, configuration }: Task['target']): void {
  const { projects } = run.projectsConfigurations;
  const { options, configurations } = projects[project]?.targets?.[target] ?? {};
  const own = options as ClusterOptions | undefined;
  const there = configurations?.[configuration ?? ''] as ClusterOptions | undefined;
  const contexts = there?.contexts ?? own?.contexts;
  // An image may go to a registry alone; where it does not, its task asks for the context itself.
  if (contexts === undefined || own?.step === 'image-load') return;
  try {
    refuseForeignContext(contexts, kubeconfigFiles(), project);
    refuseUnnamedCluster({ contexts, cluster: there?.cluster ?? own?.cluster }, project);
  } catch (error) {
    // Of a release that is left out nothing is done, wherever that would be.
    if (!isLeftOut(run, project, configuration)) throw error;
  }
}

function isLeftOut(run: Run, project: string, environment: string | undefined): boolean {
  const { projects } = run.projectsConfigurations;
  const { dependencies } = run.projectGraph;
  // Nx's process has loaded it, and only this one needs its folder here.
  const { workspaceRoot: root } = createRequire(import.meta.url)('@nx/devkit') as typeof devkit;
  return leftOutRelease({ root, projects, dependencies }, project, environment) !== undefined;
}

interface ClusterOptions {
  readonly step?: string;
  readonly contexts?: string;
  readonly cluster?: string;
}

/**
 * For all tasks of the run, those of other plugins too. What Nx's database cannot be asked for is no
 * reason to refuse a run: a file that is then missing has an error of its own.
 */
function buildLostAgain(): void {
  const place = nxCachePlace();
  if (place === undefined) return;
  try {
    const lost = forgetLostRecords(place);
    if (lost.length > 0) console.error(describeLost(lost, place.cacheFolder));
  } catch {
    return;
  }
}

/** Before Nx's client fails, whose error has no reason. */
function warnOfCertificates(): void {
  const warning = certificateWarning(remoteCacheSettings());
  if (warning !== undefined) console.error(warning);
}

// Nx loads the hashers of all tasks before it takes down the environment of its batches and asks its cache
// for any task, and calls most of them after.
handCompileCacheDown();
buildLostAgain();
warnOfCertificates();

type Hash = ReturnType<HasherContext['hasher']['hashTask']>;

/** Nx's types do not have all that it gives. */
type Context = HasherContext & { readonly env: NodeJS.ProcessEnv };

/**
 * Nx's own hash. Nx computes it in its own process, before it starts a task and before it reads its
 * cache; so only here can a plugin refuse a run that nobody meant without starting a process, and
 * before a cache hit answers.
 */
export default function hash(task: Task, context: Context): Hash {
  try {
    refuseUnsuitableRun(context, typedConfigurations(process.argv.slice(2)));
  } catch (error) {
    throw error instanceof UserError ? asNxError(error) : error;
  }
  return hashTogether(context.hasher, task, context);
}

/** Nx makes a title of the first line, and of a stack trace a hint how to see it. */
function asNxError(cause: UserError): Error {
  const error = new Error(`Refused before any task ran:\n${cause.message}`, {
    cause,
  });
  delete error.stack;
  return error;
}
