import type { ExecutorContext } from '@nx/devkit';
import { ofProject, UserError } from '@taskora/base/errors';
import { mapAtMost } from '../../base/at-most.ts';
import { runNx } from '../../base/nx-command.ts';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { LeftOutRelease } from '../../chart/environment-releases.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import { connect } from '../../cluster/connect.ts';
import type { DeployRequest, ExplainInputs } from '../../release/deploy-request.ts';
import { readRequest } from '../../release/deploy-request.ts';
import { kindsOf } from '../../release/deploy.ts';
import { readLeftOut } from '../../release/left-out.ts';
import type { Plan, ReleasePlan } from '../../release/plan-file.ts';
import { planLeftOut, planRelease } from '../../release/plan-release.ts';
import { describeProtection } from '../../release/protection.ts';
import type { ReleasesAsked } from '../report.ts';

const templateExecutor = '@taskora/nx-helm:helm-template';

interface Rendering {
  readonly project: string;
  readonly target: string;
}

/**
 * Has Nx render the releases, with the images that they need, and resolves to what is wrong with those
 * that cannot be. If the plan's target waited for all renders instead, one that fails would keep the
 * others from it.
 */
export async function renderReleases(
  { root, projectsConfigurations }: ExecutorContext,
  releases: readonly DeployedRelease[],
  environment: string | undefined,
): Promise<UserError[]> {
  const renderings = releases.flatMap(({ project }) => {
    const targets = Object.entries(projectsConfigurations.projects[project]?.targets ?? {});
    const found = targets.find(([, { executor }]) => executor === templateExecutor);
    return found === undefined ? [] : [{ project, target: found[0] }];
  });
  const targets = new Set(renderings.map(({ target }) => target));
  if (targets.size === 0) return [];
  const projects = renderings.map(({ project }) => project).join(',');
  const configuration = environment === undefined ? [] : [`--configuration=${environment}`];
  const all = [`--targets=${[...targets].join(',')}`, `--projects=${projects}`];
  const options = { isShownAsProgress: true };
  if ((await runNx(root, ['run-many', ...all, ...configuration], options)) === 0) return [];
  // Nx does not report which of them failed, and an earlier run's output may still be there.
  const failures: UserError[] = [];
  for (const { project, target } of renderings) {
    const args = ['run', `${project}:${target}`, ...configuration];
    if ((await runNx(root, args, options)) !== 0) failures.push(unrendered({ project, target }));
  }
  return failures;
}

function unrendered({ project, target }: Rendering): UserError {
  return new UserError(
    'NXHELM_PLAN_RENDER',
    'its manifests cannot be rendered, as printed above',
    `npx nx run ${project}:${target}`,
    { project },
  );
}

/** The plan of one environment, and why it lacks some of its releases. */
export interface PlannedEnvironment {
  readonly plan: Plan | undefined;
  readonly failures: readonly UserError[];
}

/** What a deploy of all releases of an environment would do; asks the cluster and changes nothing. */
export async function planEnvironment(
  context: ExecutorContext,
  { environment, releases, leftOut }: ReleasesAsked,
): Promise<PlannedEnvironment> {
  const failures = await renderReleases(context, releases, environment);
  const unrendered = new Set(failures.map((failure) => failure.project));
  const rendered = releases.filter((release) => !unrendered.has(release.project));
  const explain = explainersFor(context, releases, environment);
  const requests = await successesOf(
    rendered.map((release) => requestOf(context, release, explain(release))),
    failures,
  );
  const place = requests[0] ?? (releases.length === 0 ? placeOf(context, leftOut[0]) : undefined);
  if (place === undefined) return { plan: undefined, failures };
  const plans: ReleasePlan[] = [];
  for (const group of byNamespace(requests)) plans.push(...(await planGroup(group, failures)));
  for (const release of leftOut) {
    plans.push(planLeftOut(release, await readLeftOut(context.root, release)));
  }
  const plan: Plan = {
    version: 1,
    context: place.context,
    environment: place.environment,
    ...(place.protection.size === 0 ? {} : { protection: describeProtection(place) }),
    releases: plans,
  };
  return { plan, failures };
}

/** Where a plan is for, if every release is left out. */
function placeOf({ root }: ExecutorContext, release: LeftOutRelease | undefined) {
  if (release === undefined) return undefined;
  const { context } = connect(root, release.options, release.project);
  const { environment, environmentsDirectory } = release.options;
  const file = readEnvironment(root, environmentsDirectory, environment, release.project);
  return { context, environment, protection: file.protection };
}

/** The error of one release is reported with the plan of the others. */
async function successesOf<Result>(
  attempts: readonly Promise<Result>[],
  failures: UserError[],
): Promise<Result[]> {
  const results = await Promise.allSettled(attempts);
  return results.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    if (!(one.reason instanceof UserError)) throw one.reason;
    failures.push(one.reason);
    return [];
  });
}

export function incomplete(failures: readonly UserError[], project: string): UserError {
  const names = failures.map((failure) => failure.project ?? 'one');
  return new UserError(
    'NXHELM_PLAN_INCOMPLETE',
    `there is no plan for ${names.join(', ')}: ${failures[0]?.what ?? ''}`,
    failures[0]?.command ?? 'npx nx show projects',
    { project },
  );
}

async function requestOf(
  context: ExecutorContext,
  release: DeployedRelease,
  explainInputs: ExplainInputs,
): Promise<DeployRequest> {
  const request = await readRequest(context.root, release.project, release.options);
  return { ...request, explainInputs };
}

/** Each that would roll asks Helm and the cluster once more. */
const plannedAtOnce = 8;

/** All releases of one namespace need one reading of the cluster. */
function byNamespace(requests: readonly DeployRequest[]): DeployRequest[][] {
  const names = [...new Set(requests.map(({ namespace }) => namespace))];
  return names.map((name) => requests.filter(({ namespace }) => namespace === name));
}

async function planGroup(
  requests: readonly DeployRequest[],
  failures: UserError[],
): Promise<ReleasePlan[]> {
  const [first] = requests;
  if (first === undefined) return [];
  const kinds = requests.flatMap(({ objects }) => kindsOf(objects));
  const state = await readClusterState(first.kubectl, kinds);
  const attempts = await mapAtMost(plannedAtOnce, requests, async (request) => {
    const [attempt] = await Promise.allSettled([planRelease(request, state)]);
    return { attempt, release: request.release };
  });
  return attempts.flatMap(({ attempt, release }) => {
    if (attempt.status === 'fulfilled') return [attempt.value];
    const error = ofProject(attempt.reason, release);
    if (!(error instanceof UserError)) throw error;
    failures.push(error);
    return [];
  });
}
