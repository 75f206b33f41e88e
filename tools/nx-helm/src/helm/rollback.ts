import { NxHelmError } from '../errors.ts';
import type { ClusterState, ReleaseRevision } from '../kubernetes/cluster-state.ts';
import { readClusterState } from '../kubernetes/cluster-state.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { appendRecord } from '../records/records.ts';
import { rollbackLabels } from './kept-rollback.ts';
import { relabelArguments } from './labels.ts';
import type { ReleaseLock } from './release-lock.ts';
import { lockRelease } from './release-lock.ts';
import type { ImageCheck } from './rollback-images.ts';
import { refuseMissingImages } from './rollback-images.ts';
import type { RollbackTarget } from './rollback-target.ts';
import { chooseTarget } from './rollback-target.ts';
import { rollbackRecord } from './rollback-record.ts';
import { runRollback } from './run-rollback.ts';
import type { ReleasePlace } from './stored-release.ts';
import { notInstalled } from './stored-release.ts';

export interface RollbackRequest extends ReleasePlace, Pick<ImageCheck, 'imagePrefix' | 'onNodes'> {
  readonly kubectl: Kubectl;
  /** The revision to go back to; by default the last good one before the present. */
  readonly revision?: number;
  /** Why, in the words of who asked for it. */
  readonly reason: string;
  readonly timeoutSeconds: number;
}

export interface RollbackOutcome {
  readonly fromRevision: number;
  readonly toRevision: number;
  /** The number of the revision that the rollback made. */
  readonly revision: number;
}

/** Takes one release back to an earlier revision; no other release is touched. */
export async function rollback(request: RollbackRequest): Promise<RollbackOutcome> {
  const { kubectl, release, namespace, context } = request;
  const isThere = revisionsOf(request, await readClusterState(kubectl)).length > 0;
  if (!isThere) throw notInstalled(release, namespace, context);
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
  // Read under the lock: another run may have ended between the first look and the lock.
  const revisions = revisionsOf(request, await readClusterState(request.kubectl));
  const choice = await chooseTarget(request, revisions, request.revision);
  await refuseMissingImages(request, choice.target, choice.manifest);
  const { release } = request;
  const [from, to] = [choice.present.revision, choice.target.revision];
  console.log(`${release}: back from revision ${from} to what revision ${to} was`);
  const failure = await runRollback(request, choice, lock).then(
    () => undefined,
    (error: unknown) => error,
  );
  const revision = latestRevision(request, await readClusterState(request.kubectl));
  if (failure === undefined) await writeLabels(request, choice, revision);
  const result = failure instanceof NxHelmError ? failure.code : failure ? 'failed' : 'deployed';
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

function revisionsOf(
  { release }: RollbackRequest,
  state: ClusterState,
): readonly ReleaseRevision[] {
  const revisions = state.releases.get(release) ?? [];
  return revisions.at(-1)?.status === 'uninstalled' ? [] : revisions;
}

function latestRevision(request: RollbackRequest, state: ClusterState): number {
  return revisionsOf(request, state).at(-1)?.revision ?? 0;
}

/**
 * Helm has copied the target's labels. A run that is killed before this leaves a rollback that looks
 * like anybody's, which the next deploy rolls forward.
 */
async function writeLabels(
  { kubectl, release }: RollbackRequest,
  { present, target }: RollbackTarget,
  revision: number,
): Promise<void> {
  const labels = rollbackLabels(present, target, revision);
  await kubectl.read(relabelArguments(release, revision, labels));
}
