import { UserError } from '@taskora/base/errors';
import type { Machine } from '../base/machine.ts';
import { sortedJson } from '../base/plain-object.ts';
import { whoRuns } from '../base/programs.ts';
import { helmErrorText } from '../chart/helm.ts';
import { imagesIn, manifestDocuments, workloadsOf } from '../chart/manifest-objects.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { readClusterState, readReleases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { watchRollout } from '../cluster/rollout-watch.ts';
import type { Attestation } from './attested-release.ts';
import { mergeFlags } from './hand-over.ts';
import type { ReleaseLock } from './lock.ts';
import { lockRelease, runUnderLock } from './lock.ts';
import { overdueAfter } from './overdue.ts';
import type { RolloutRecord } from './record.ts';
import { appendRecord } from './records.ts';
import { refuseUnfitDatabase } from './rollback-schemas.ts';
import { rollbackLabels, standingOf } from './standing.ts';
import type { ReleasePlace } from './stored-release.ts';
import {
  notInstalled,
  placeArguments,
  readInstalled,
  relabelArguments,
  storedManifest,
} from './stored-release.ts';

/** To where a release goes back, and from what. */
interface RollbackTarget {
  readonly present: ReleaseRevision;
  readonly target: ReleaseRevision;
  readonly manifest: string;
}

/**
 * The revision that was asked for; else the last one that ran and was something else than the
 * present one. The stored manifests decide what is the same: labels are copied by Helm, and a
 * revision that a failed rollout was rolled back to is the present one again under another number.
 */
export async function chooseTarget(
  place: ReleasePlace,
  revisions: readonly ReleaseRevision[],
  wanted: number | undefined,
): Promise<RollbackTarget> {
  const standing = standingOf({ revisions });
  if (!standing.isInstalled) throw notInstalled(place);
  const { latest: present } = standing;
  if (wanted !== undefined) {
    const target = revisions.find(({ revision }) => revision === wanted);
    if (target === undefined || target === present) throw noSuchRevision(place, revisions, wanted);
    return { present, target, manifest: await storedManifest(place, wanted) };
  }
  const deployed = contentOf(await storedManifest(place, present.revision));
  for (const target of standing.ran.filter((each) => each !== present)) {
    const manifest = await storedManifest(place, target.revision);
    if (contentOf(manifest) !== deployed) return { present, target, manifest };
  }
  throw nothingBefore(place);
}

/** Without the order and the writing of the objects: Helm 3 and Helm 4 keep the same ones as other texts. */
function contentOf(manifest: string): string {
  try {
    const contents = manifestDocuments(manifest).map(({ value }) => sortedJson(value));
    return contents.toSorted().join('\n');
  } catch {
    // Helm has deployed it, so it is no fault here that it cannot be parsed: texts are compared then.
    return manifest;
  }
}

function nothingBefore(place: ReleasePlace): UserError {
  return new UserError(
    'NXHELM_NOTHING_TO_ROLL_BACK',
    'no earlier revision that ran is kept and differs from the present one',
    `helm history ${place.release} ${placeArguments(place).join(' ')}`,
    { project: place.release },
  );
}

function noSuchRevision(
  { release }: ReleasePlace,
  revisions: readonly ReleaseRevision[],
  wanted: number,
): UserError {
  const earlier = revisions.slice(0, -1).map(({ revision }) => revision);
  const list = earlier.length === 0 ? 'there is none' : `there are ${earlier.join(', ')}`;
  const isPresent = revisions.at(-1)?.revision === wanted;
  return new UserError(
    'NXHELM_NO_SUCH_REVISION',
    isPresent
      ? `revision ${wanted} is the present one; of earlier ones ${list}`
      : `revision ${wanted} is not kept; of earlier ones ${list}`,
    earlier.length === 0
      ? `npx nx run ${release}:helm-status`
      : `npx nx run ${release}:helm-rollback --revision ${earlier.at(-1) ?? ''}`,
    { project: release },
  );
}

interface ImageCheck {
  readonly release: string;
  /** Images of the workspace, which no registry could give to the node. */
  readonly imagePrefix: string;
  /** References of the images on the nodes; undefined where they cannot be listed. */
  readonly onNodes: () => Promise<ReadonlySet<string> | undefined>;
}

/**
 * Says before anything rolls that an image of the old revision is gone from the nodes: its pods
 * could not start, and the release would be worse off than before.
 */
export async function refuseMissingImages(
  { release, imagePrefix, onNodes }: ImageCheck,
  target: ReleaseRevision,
  manifest: string,
): Promise<void> {
  const wanted = imagesIn(manifest).filter((image) =>
    image.startsWith(`docker.io/${imagePrefix}/`),
  );
  if (wanted.length === 0) return;
  const present = await onNodes();
  if (present === undefined) return;
  const missing = wanted.filter((image) => !present.has(image));
  if (missing.length === 0) return;
  const commit = target.labels['commit'] ?? 'unknown';
  throw new UserError(
    'NXHELM_IMAGE_GONE',
    `revision ${target.revision} needs ${missing.join(', ')}, which is no longer on the node; nothing was changed`,
    commit === 'unknown'
      ? `npx nx run ${release}:helm-rollback --revision <another one>`
      : `git switch --detach ${commit}, then npx nx run ${release}:helm-deploy, which builds or restores that image`,
    { project: release },
  );
}

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
  /** The machine that the run is on; by default this one. */
  readonly machine?: Machine;
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
  const merge = await mergeFlags(request, {
    expected: objectsOf(manifest),
    readActual: async () => (await readClusterState(kubectl)).objects,
    revision: target.revision,
  });
  const workloads = workloadsOf(manifest);
  const watch = await watchRollout({
    kubectl,
    release,
    workloads,
    onStuck: () => undefined,
  });
  const waiting = ['--wait', '--timeout', `${timeoutSeconds}s`];
  const args = ['rollback', release, String(target.revision), ...waiting, ...merge];
  const hooks = workloads.filter(({ isHook }) => isHook).length;
  const overdueSeconds = overdueAfter(timeoutSeconds, hooks);
  const running = runUnderLock(helm, [...args, ...placeArguments(request)], lock, {
    overdueSeconds,
  });
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

interface RollbackRequest extends RollbackRun, ImageCheck {
  /** The revision to go back to; by default the last good one before the present. */
  readonly revision?: number;
  /** The database was taken back as well, so what is recorded of its schemas does not hold. */
  readonly isSchemaRestored?: boolean;
  /** By what each image is verified before Helm is called, where the environment demands that. */
  readonly attestation?: Attestation;
  /** The reason that the person gave. */
  readonly reason: string;
}

interface RollbackOutcome {
  readonly fromRevision: number;
  readonly toRevision: number;
  /** The number of the revision that the rollback made. */
  readonly revision: number;
}

/** Takes one release back to an earlier revision; no other release is touched. */
export async function rollback(request: RollbackRequest): Promise<RollbackOutcome> {
  const { kubectl, release, machine } = request;
  await readInstalled(request);
  const lock = await lockRelease(kubectl, release, { machine });
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
  const releases = await readReleases(request.kubectl);
  const revisions = releases.get(request.release) ?? [];
  const choice = await chooseTarget(request, revisions, request.revision);
  const { isSchemaRestored = false, attestation } = request;
  await refuseMissingImages(request, choice.target, choice.manifest);
  if (attestation !== undefined) {
    const { refuseUnattested } = await import('./attested-release.ts');
    await refuseUnattested({ ...request, target: 'helm-rollback', attestation }, choice.manifest);
  }
  // Last, because it records what a person says of the database: after it nothing is refused.
  await refuseUnfitDatabase({ ...request, ...choice, releases, isSchemaRestored });
  const { release } = request;
  const [from, to] = [choice.present.revision, choice.target.revision];
  console.log(`${release}: rolling back from revision ${from} to revision ${to}`);
  const failure = await runRollback(request, choice, lock).then(
    () => undefined,
    (error: unknown) => error,
  );
  const after = (await readReleases(request.kubectl)).get(release) ?? [];
  const standing = standingOf({ revisions: after });
  const revision = standing.isInstalled ? standing.latest.revision : 0;
  if (failure === undefined) await writeLabels(request, choice, revision);
  const result = failure instanceof UserError ? failure.code : failure ? 'failed' : 'deployed';
  if (revision > from) {
    await appendRecord(
      request.kubectl,
      release,
      rollbackRecord(request.reason, choice, { revision, result, startedAt }),
      { revisions: after },
    );
  }
  if (failure !== undefined) throw failure;
  return { fromRevision: from, toRevision: to, revision };
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
