import { resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { stepOf } from '../../base/rollout-step.ts';
import { secondsSince, writeReport } from '../../base/task-reports.ts';
import type { LeftOutRelease } from '../../chart/environment-releases.ts';
import { leftOutUsers } from '../../chart/environment-releases.ts';
import {
  hasObjects,
  readFingerprint,
  readObjects,
  refuseForeignRender,
} from '../../chart/manifests.ts';
import type { ClusterState } from '../../cluster/cluster-state.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import type { DeployRequest, Outcome } from '../../release/deploy-request.ts';
import { readRequest } from '../../release/deploy-request.ts';
import { deploy, kindsOf } from '../../release/deploy.ts';
import { reportLeftOut } from '../../release/left-out.ts';
import { assertLeftOut, plannedRelease, readPlan } from '../../release/plan-file.ts';
import { connectRelease } from '../../release/stored-release.ts';
import type { BatchTask } from '../batch.ts';
import { cachedReads } from '../batch.ts';
import type { Work } from '../report.ts';
import {
  executorOfAny,
  leftOutOf,
  ofEnvironment,
  refuseUnconfirmedChange,
  refuseUnknownEnvironment,
  workspaceOf,
} from '../report.ts';
import { loadImage } from './image-load.ts';
import type { HelmDeployOptions, RolloutOptions } from './options.ts';
import { dryRunMode, refuseBadOptions, refuseBadRun } from './options.ts';

/**
 * The two steps that change a cluster are one executor, because Nx hands tasks of one executor to
 * one process, and a process costs more than what a step does where nothing changed.
 */
export function rollout(batch: readonly BatchTask<RolloutOptions>[] = []): Work<RolloutOptions> {
  const deploys = batch.filter(({ options }) => options.step === 'helm-deploy');
  const read = sharedState(deploys.map(({ project }) => project));
  const early = new WeakSet<Promise<ClusterState>>();
  const readEarly: SharedState = (request) => {
    const answer = read(request);
    early.add(answer);
    return answer;
  };
  const load = loadImage();
  const deploy = deployRelease((request) => {
    const answer = read(request);
    return early.has(answer) ? answer.catch(() => read(request)) : answer;
  });
  let asked: Promise<void> | undefined;
  return async (given, context, project) => {
    refuseBadRun(context, project);
    refuseUnknownEnvironment(context, project);
    refuseBadOptions(given, project, context.targetName ?? given.step);
    const options = ofEnvironment(ownOptions(given), context, project);
    if (isChange(options, context)) await refuseUnconfirmedChange(options, context, project);
    if (options.step === 'helm-deploy') {
      const leftOut = leftOutOf(context, options, project);
      if (leftOut !== undefined) return leaveOut(leftOut, options, context);
      return deploy(options, context, project);
    }
    const { environment } = options;
    const users = leftOutUsers(workspaceOf(context), project, environment);
    if (users.length > 0) {
      const reasons = users.map(({ leftOut }) => leftOut).join('; ');
      console.log(`${project}: the image is taken nowhere, ${reasons}`);
      return;
    }
    const first = deploys.find((deploy) => !isLeftOut(deploy, environment, context));
    asked ??= askAhead(first, context, readEarly).catch(() => undefined);
    return load(options, context, project);
  };
}

/**
 * An image goes to nodes or a registry, which are in no namespace; Nx gives its target that of the schema,
 * which the environment's file would refuse.
 */
function ownOptions(given: RolloutOptions): RolloutOptions {
  if (given.step !== 'image-load' || !('namespace' in given)) return given;
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'namespace'),
  ) as unknown as RolloutOptions;
}

/** An image that is delivered alone changes nothing of what runs; one before a deploy is part of that. */
function isChange(options: RolloutOptions, context: ExecutorContext): boolean {
  if (options.step === 'helm-deploy') return dryRunMode(options.dryRun, context) === undefined;
  const { projects } = context.projectsConfigurations;
  const targets = Object.values(context.taskGraph?.tasks ?? {}).map(({ target }) => target);
  const hasDeploy = targets.some(
    ({ project, target }) => stepOf(projects[project]?.targets?.[target]) === 'helm-deploy',
  );
  return hasDeploy && dryRunMode(undefined, context) === undefined;
}

function isLeftOut(
  { project }: BatchTask<RolloutOptions>,
  environment: string,
  context: ExecutorContext,
): boolean {
  return leftOutOf(context, { environment }, project) !== undefined;
}

/** Changes nothing and needs nothing of the release: neither a render nor an image. */
async function leaveOut(
  release: LeftOutRelease,
  { plan, environment }: HelmDeployOptions,
  { root }: ExecutorContext,
): Promise<void> {
  const started = Date.now();
  const { project } = release;
  if (plan !== undefined) {
    assertLeftOut(readPlan(resolve(root, plan), project), { release: project, environment });
  }
  const { revision } = await reportLeftOut(root, release);
  await writeReport(root, 'deploys', project, {
    release: project,
    action: 'left-out',
    revision,
    reason: 'left-out',
    durationSeconds: secondsSince(started),
  });
}

/**
 * Asks the cluster while the nodes are asked for images: its answer takes longer, and the first
 * release that is decided has it then, if it is young enough. One that waits for an answer which
 * fails asks again by itself.
 */
async function askAhead(
  first: BatchTask<RolloutOptions> | undefined,
  context: Parameters<Work<RolloutOptions>>[1],
  state: SharedState,
): Promise<void> {
  if (first === undefined) return;
  const { project, targetName } = first;
  const options = ofEnvironment(first.options, { ...context, targetName }, project);
  if (options.step !== 'helm-deploy') return;
  if (dryRunMode(options.dryRun, context) !== undefined) return;
  const rendered = readFingerprint(context.root, project);
  refuseForeignRender(rendered, options.environment, project);
  const connected = connectRelease(context.root, options, project);
  const objects = readObjects(context.root, project);
  await state({ ...connected, workspaceRoot: context.root, objects });
}

/** The steps themselves check the options, in a batch as well as here. */
export default executorOfAny(rollout());

function deployRelease(initialState: SharedState): Work<HelmDeployOptions> {
  return async (options, context, release) => {
    const { root, targetName = 'helm-deploy' } = context;
    const mode = dryRunMode(options.dryRun, context);
    if (mode !== undefined) {
      const { dryRun } = await import('../../release/dry-run.ts');
      return dryRun(await readRequest(root, release, options), mode);
    }
    const started = Date.now();
    const report = (outcome: Outcome) =>
      writeReport(root, 'deploys', release, { ...outcome, durationSeconds: secondsSince(started) });
    try {
      const deployed = { project: release, deployTarget: targetName, options };
      const request = withPlan(
        {
          ...(await readRequest(root, release, options)),
          explainInputs: async (recorded) => {
            const { explainerFor } = await import('../../change/snapshot-inputs.ts');
            return explainerFor(context, deployed)(recorded);
          },
        },
        options.plan,
      );
      await report(await deploy(request, initialState(request)));
    } catch (error) {
      const reason = error instanceof UserError ? error.code : 'unknown';
      await report({ release, action: 'failed', revision: 0, reason });
      throw error;
    }
  };
}

function withPlan(request: DeployRequest, file: string | undefined): DeployRequest {
  if (file === undefined) return request;
  const plans = readPlan(resolve(request.workspaceRoot, file), request.release);
  return { ...request, planned: plannedRelease(plans, request) };
}

type SharedState = (
  request: Pick<DeployRequest, 'context' | 'kubectl' | 'workspaceRoot' | 'objects'>,
) => Promise<ClusterState>;

/** For one release, or for those of a batch, whose decisions share one reading of the cluster. */
function sharedState(batch: readonly string[]): SharedState {
  const reads = cachedReads<ClusterState>();
  return (request) => {
    const { context, kubectl, workspaceRoot } = request;
    return reads(JSON.stringify([context, kubectl.namespace]), () => {
      // A release of the batch without manifests fails alone, and does not fail this one.
      const others = batch.filter((name) => hasObjects(workspaceRoot, name));
      const kinds = [
        request.objects,
        ...others.map((name) => readObjects(workspaceRoot, name)),
      ].flatMap(kindsOf);
      return readClusterState(kubectl, kinds);
    });
  };
}
