import { resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { stepOf } from '../../base/rollout-step.ts';
import { secondsSince, writeReport } from '../../base/task-reports.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { LeftOutRelease } from '../../chart/environment-releases.ts';
import { leftOutUsers } from '../../chart/environment-releases.ts';
import { hasObjects, readObjects } from '../../chart/manifests.ts';
import type { ClusterState } from '../../cluster/cluster-state.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import type { DeployRequest, Outcome } from '../../release/deploy-request.ts';
import { readRequest } from '../../release/deploy-request.ts';
import { deploy, kindsOf } from '../../release/deploy.ts';
import { reportLeftOut } from '../../release/left-out.ts';
import { assertLeftOut, plannedRelease, readPlan } from '../../release/plan-file.ts';
import type { BatchTask, BatchWork } from '../batch.ts';
import { cachedReads } from '../batch.ts';
import type { Work } from '../report.ts';
import {
  executorOfAny,
  leftOutOf,
  ofEnvironment,
  pluginOptionsOf,
  refuseUnconfirmedChange,
  refuseUnknownEnvironment,
  workspaceOf,
} from '../report.ts';
import type { Deliveries } from './delivery.ts';
import { deliveries } from './delivery.ts';
import { loadImage } from './image-load.ts';
import type { HelmDeployOptions, RolloutOptions } from './options.ts';
import { dryRunMode, refuseBadOptions, refuseBadRun } from './options.ts';
import type { PrepareOnce } from './preparation.ts';
import { preparation, preparedPlace } from './preparation.ts';

/**
 * The two steps that change a cluster are one executor, because Nx hands tasks of one executor to
 * one process, and a process costs more than what a step does where nothing changed.
 */
export function rollout(
  batch: readonly BatchTask<RolloutOptions>[] = [],
): BatchWork<RolloutOptions> {
  const deploys = batch.filter(({ options }) => options.step === 'helm-deploy');
  const load = loadImage();
  const images = deliveries(load);
  const deploy = deployRelease({
    readState: sharedState(deploys.map(({ project }) => project)),
    images,
    prepare: preparation(),
  });
  let ahead: Promise<void> | undefined;
  const work: Work<RolloutOptions> = async (given, context, project) => {
    const options = await acceptedOptions(given, context, project);
    if (options.step === 'helm-deploy') {
      const leftOut = leftOutOf(context, options, project);
      if (leftOut !== undefined) return leaveOut(leftOut, options, context);
      ahead ??= deliverAhead(deploys, context, images);
      return deploy(options, context, project);
    }
    const { environment } = options;
    const users = leftOutUsers(workspaceOf(context), project, environment);
    if (users.length > 0) {
      const reasons = users.map(({ leftOut }) => leftOut).join('; ');
      console.log(`${project}: the image is taken nowhere, ${reasons}`);
      return;
    }
    return load(options, context, project);
  };
  const ended = async (): Promise<void> => {
    await ahead;
    await images.ended();
  };
  return Object.assign(work, { ended });
}

/** The options of one step, placed where its environment is; refuses what they or the run must not ask for. */
async function acceptedOptions(
  given: RolloutOptions,
  context: ExecutorContext,
  project: string,
): Promise<RolloutOptions> {
  refuseBadRun(context, project);
  refuseUnknownEnvironment(context, project);
  refuseBadOptions(given, project, context.targetName ?? given.step);
  const options = placedOptions(given, context, project);
  if (isChange(options, context)) await refuseUnconfirmedChange(options, context, project);
  return options;
}

/**
 * Begins to deliver the images of all releases of a batch, also of those that wait for another release. One
 * that is refused here is so again in its own turn, and fails alone.
 */
async function deliverAhead(
  deploys: readonly BatchTask<RolloutOptions>[],
  context: ExecutorContext,
  images: Deliveries,
): Promise<void> {
  await Promise.allSettled(
    deploys.map(async ({ project, targetName, options: given }) => {
      const own = { ...context, projectName: project, targetName };
      const options = await acceptedOptions(given, own, project);
      if (options.step !== 'helm-deploy') return;
      if (leftOutOf(own, options, project) !== undefined) return;
      if (dryRunMode(options.dryRun, own) === undefined) await images.begin(options, own);
    }),
  );
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

/** A default of the schema would count as typed, and be refused where the environment's file names another. */
function placedOptions(
  given: RolloutOptions,
  context: ExecutorContext,
  project: string,
): RolloutOptions {
  const options = ofEnvironment(given, context, project);
  return options.step === 'helm-deploy' ? { ...options, namespace: namespaceOf(options) } : options;
}

function namespaceOf({ namespace = 'default' }: Partial<HelmDeployOptions>): string {
  return namespace;
}

/** The steps themselves check the options, in a batch as well as here. */
export default executorOfAny(rollout());

/** What the releases of a batch have in common. */
interface Shared {
  readonly readState: SharedState;
  readonly images: Deliveries;
  readonly prepare: PrepareOnce;
}

/**
 * The cluster is read, the lock taken and what will be recorded found out while the images are delivered.
 * From a registry they run by its digests, so there nothing is decided before they are there.
 */
function deployRelease({ readState, images, prepare }: Shared): Work<HelmDeployOptions> {
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
    const delivered = images.begin(options, context);
    try {
      const { environment: name, environmentsDirectory } = options;
      const environment = readEnvironment(root, environmentsDirectory, name, release);
      const { registry } = environment;
      if (registry !== undefined) await delivered;
      const deployed = { project: release, deployTarget: targetName, options };
      const request = withPlan(
        {
          ...(await readRequest(root, release, options)),
          delivered,
          explainInputs: async (recorded) => {
            const { explainerFor } = await import('../../change/snapshot-inputs.ts');
            return explainerFor(context, deployed)(recorded);
          },
        },
        options.plan,
      );
      const prepareOnce = () =>
        prepare(pluginOptionsOf(context).prepareModule, preparedPlace(request, name, environment));
      await report(await deploy({ ...request, prepare: prepareOnce }, () => readState(request)));
    } catch (error) {
      // Where this release is the whole run, its process ends with it, and no load must be cut off by that.
      await images.ended();
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
