import { UserError } from '@taskora/base/errors';
import { whoRuns } from '../base/programs.ts';
import { helmErrorText } from '../chart/helm.ts';
import { workloadsOf } from '../chart/manifest-objects.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { readClusterState, readReleases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/kubectl.ts';
import { watchRollout } from '../cluster/rollout-watch.ts';
import { handOverReplicas } from './hand-over.ts';
import { rollbackLabels } from './kept-rollback.ts';
import type { ReleaseLock } from './lock.ts';
import { lockRelease, runUnderLock } from './lock.ts';
import type { RolloutRecord } from './record.ts';
import { appendRecord } from './records.ts';
import type { ImageCheck, RollbackTarget } from './rollback-target.ts';
import { chooseTarget, refuseMissingImages } from './rollback-target.ts';
import { standingOf } from './standing.ts';
import type { ReleasePlace } from './stored-release.ts';
import { placeArguments, readInstalled, relabelArguments } from './stored-release.ts';

interface RollbackEnd {
  readonly revision: number;
  readonly result: string;
  readonly startedAt: Date;
}

/** What the release's history keeps of a rollback, also of one that failed. */
function rollbackRecord(
  reason: string,
  { present, target }: RollbackTarget,
  { revision, result, startedAt }: RollbackEnd,
): RolloutRecord {
  const why = reason === '' ? 'no reason given' : reason;
  return {
    revision,
    action: 'rolled-back',
    reasonCode: 'rollback',
    explanation: `from revision ${present.revision} to revision ${target.revision}: ${why}`,
    changes: [],
    commit: target.labels['commit'] ?? 'unknown',
    dirty: target.labels['dirty'] === 'true',
    by: whoRuns(),
    startedAt: startedAt.toISOString(),
    durationSeconds: (Date.now() - startedAt.getTime()) / 1000,
    result,
  };
}

interface RollbackRun extends ReleasePlace {
  readonly kubectl: Kubectl;
  readonly timeoutSeconds: number;
}

/** Lets Helm roll back, follows the pods, and reports why they do not get ready. */
export async function runRollback(
  request: RollbackRun,
  { target, manifest }: RollbackTarget,
  lock: ReleaseLock,
): Promise<void> {
  const { helm, kubectl, release, timeoutSeconds } = request;
  // A change by hand must not block an urgent rollback, and an earlier revision may leave the
  // number of pods to an autoscaler that the present one lacks.
  const conflicts = await handOverReplicas(request, {
    expected: objectsOf(manifest),
    readActual: async () => (await readClusterState(kubectl)).objects,
    revision: target.revision,
  });
  const watch = await watchRollout({
    kubectl,
    release,
    workloads: workloadsOf(manifest),
    onStuck: () => undefined,
  });
  const waiting = ['--wait', '--timeout', `${timeoutSeconds}s`];
  const args = ['rollback', release, String(target.revision), ...waiting, ...conflicts];
  const running = runUnderLock(helm, [...args, ...placeArguments(request)], lock);
  const stop = () => watch.stop();
  const findings = await running.then(stop, stop);
  const result = await running;
  if (result.exitCode !== 0) throw rollbackFailed(request, target, helmErrorText(result), findings);
}

function rollbackFailed(
  { release, namespace }: RollbackRun,
  { revision }: ReleaseRevision,
  errorText: string,
  findings: string,
): UserError {
  const details = findings === '' ? '' : `\n${findings}\n`;
  return new UserError(
    'NXHELM_ROLLBACK_FAILED',
    `the rollback to revision ${revision} failed. Helm: ${errorText}${details}`,
    `helm history ${release} --namespace ${namespace}, then another --revision, or npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

interface RollbackRequest extends ReleasePlace, Pick<ImageCheck, 'imagePrefix' | 'onNodes'> {
  readonly kubectl: Kubectl;
  /** The revision to go back to; by default the last good one before the present. */
  readonly revision?: number;
  /** The reason that the person gave. */
  readonly reason: string;
  readonly timeoutSeconds: number;
}

interface RollbackOutcome {
  readonly fromRevision: number;
  readonly toRevision: number;
  /** The number of the revision that the rollback made. */
  readonly revision: number;
}

/** Takes one release back to an earlier revision; no other release is touched. */
export async function rollback(request: RollbackRequest): Promise<RollbackOutcome> {
  const { kubectl, release } = request;
  await readInstalled(request);
  const lock = await lockRelease(kubectl, release);
  try {
    return await rollbackLocked(request, lock);
  } finally {
    await lock.free();
  }
}

async function rollbackLocked(
  request: RollbackRequest,
  lock: ReleaseLock,
): Promise<RollbackOutcome> {
  const startedAt = new Date();
  // Read under the lock: another run may have ended between the first reading and the lock.
  const choice = await chooseTarget(request, await readRevisions(request), request.revision);
  await refuseMissingImages(request, choice.target, choice.manifest);
  const { release } = request;
  const [from, to] = [choice.present.revision, choice.target.revision];
  console.log(`${release}: rolling back from revision ${from} to revision ${to}`);
  const failure = await runRollback(request, choice, lock).then(
    () => undefined,
    (error: unknown) => error,
  );
  const standing = standingOf({ revisions: await readRevisions(request) });
  const revision = standing.isInstalled ? standing.latest.revision : 0;
  if (failure === undefined) await writeLabels(request, choice, revision);
  const result = failure instanceof UserError ? failure.code : failure ? 'failed' : 'deployed';
  if (revision > from) {
    await appendRecord(
      request.kubectl,
      release,
      rollbackRecord(request.reason, choice, { revision, result, startedAt }),
    );
  }
  if (failure !== undefined) throw failure;
  return { fromRevision: from, toRevision: to, revision };
}

async function readRevisions({
  kubectl,
  release,
}: RollbackRequest): Promise<readonly ReleaseRevision[]> {
  return (await readReleases(kubectl)).get(release) ?? [];
}

/**
 * Helm has copied the target's labels. A run that is killed before this leaves a rollback of
 * unknown origin, which the next deploy rolls forward.
 */
async function writeLabels(
  { kubectl, release }: RollbackRequest,
  { present, target }: RollbackTarget,
  revision: number,
): Promise<void> {
  const labels = rollbackLabels(present, target, revision);
  await kubectl.read(relabelArguments(release, revision, labels));
}
