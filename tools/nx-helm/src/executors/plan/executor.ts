import type { ExecutorContext } from '@nx/devkit';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NxHelmError, ofProject } from '../../errors.ts';
import { kindsOf } from '../../helm/deploy.ts';
import type { DeployRequest } from '../../helm/deploy-request.ts';
import { readRequest } from '../../helm/read-request.ts';
import type { DeployedRelease } from '../../helm/releases.ts';
import { releasesOf } from '../../helm/releases.ts';
import { explainerFor } from '../../inputs/explain-release.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import { formatPlan } from '../../plan/format-plan.ts';
import { planRelease } from '../../plan/plan-release.ts';
import type { Plan, ReleasePlan } from '../../plan/plan.ts';
import { environmentOf } from '../environment-asked.ts';
import { executorOfAny } from '../report.ts';
import { noReleases } from '../workspace-releases.ts';
import { renderReleases } from './render-releases.ts';

export interface PlanOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a deploy of all releases would do, and why; asks the cluster and changes nothing. */
export default executorOfAny<PlanOptions>(async (options, context, project) => {
  const { json, out } = options;
  const environment = environmentOf(options.environment, context);
  const releases = releasesOf(context.projectsConfigurations.projects, environment);
  if (releases.length === 0) throw noReleases(project);
  const failures = await renderReleases(context, releases, environment);
  const unrendered = new Set(failures.map((failure) => failure.project));
  const rendered = releases.filter((release) => !unrendered.has(release.project));
  const requests = await successesOf(
    rendered.map((release) => requestOf(context, release, environment)),
    failures,
  );
  const [first] = requests;
  if (first === undefined) throw incomplete(failures, project);
  const plans: ReleasePlan[] = [];
  for (const group of byNamespace(requests)) plans.push(...(await planGroup(group, failures)));
  const plan: Plan = {
    version: 1,
    context: first.context,
    environment: first.environment,
    releases: plans,
  };
  const text = `${JSON.stringify(plan, undefined, 2)}\n`;
  if (out !== undefined) await writeFile(resolve(context.root, out), text);
  console.log(json === true ? text : formatPlan(plan));
  for (const { message } of failures) console.error(message);
  if (out !== undefined) console.log(`Saved. Do: npx nx run-many -t helm-deploy --plan=${out}`);
  if (failures.length > 0) throw incomplete(failures, project);
});

/** What is wrong with one release is told with the plan of the others. */
async function successesOf<Result>(
  attempts: readonly Promise<Result>[],
  failures: NxHelmError[],
): Promise<Result[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    if (!(one.reason instanceof NxHelmError)) throw one.reason;
    failures.push(one.reason);
    return [];
  });
}

function incomplete(failures: readonly NxHelmError[], project: string): NxHelmError {
  const names = failures.map((failure) => failure.project ?? 'one');
  return new NxHelmError({
    code: 'NXHELM_PLAN_INCOMPLETE',
    project,
    what: `there is no plan for ${names.join(', ')}: ${failures[0]?.what ?? ''}`,
    command: failures[0]?.command ?? 'npx nx show projects',
  });
}

async function requestOf(
  context: ExecutorContext,
  release: DeployedRelease,
  environment: string | undefined,
): Promise<DeployRequest> {
  const request = await readRequest(context.root, release.project, release.options);
  return { ...request, explainInputs: explainerFor(context, release, environment) };
}

/** Releases of one namespace are seen in one reading. */
function byNamespace(requests: readonly DeployRequest[]): DeployRequest[][] {
  const names = [...new Set(requests.map(({ namespace }) => namespace))];
  return names.map((name) => requests.filter(({ namespace }) => namespace === name));
}

async function planGroup(
  requests: readonly DeployRequest[],
  failures: NxHelmError[],
): Promise<ReleasePlan[]> {
  const [first] = requests;
  if (first === undefined) return [];
  const kinds = requests.flatMap(({ objects }) => kindsOf(objects));
  const state = await readClusterState(first.kubectl, kinds);
  const attempts = requests.map((request) =>
    planRelease(request, state).catch((error: unknown) => {
      throw ofProject(error, request.release);
    }),
  );
  return successesOf(attempts, failures);
}
