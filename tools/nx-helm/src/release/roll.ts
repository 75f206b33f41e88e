import { messageOf, UserError } from '@taskora/base/errors';
import type { Commit } from '../base/git.ts';
import { readCommit } from '../base/git.ts';
import { whoRuns } from '../base/programs.ts';
import { secondsSince } from '../base/task-reports.ts';
import { helmErrorText } from '../chart/helm.ts';
import { refuseToLoseData } from '../chart/manifest-objects.ts';
import { adoptForeignFields } from '../cluster/adopt.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import { findDrift } from '../cluster/drift.ts';
import { readNormalisedDifferences } from './after-rollout.ts';
import type { DeployRequest, ExplainedInputs, Outcome, RollDecision } from './deploy-request.ts';
import { forceFlags } from './hand-over.ts';
import type { ReleaseLock } from './lock.ts';
import { runUnderLock } from './lock.ts';
import type { RolloutRecord } from './record.ts';
import { describeChanges, reasonCode } from './record.ts';
import { appendRecord, markUnfinished, readHistory } from './records.ts';
import type { Removal } from './refusals.ts';
import { describeRemoval, readRemoval, refuseToRemoveMost } from './refusals.ts';
import { placeArguments, storedManifest } from './stored-release.ts';
import { upgrade } from './upgrade.ts';

interface RollSetting {
  readonly lock: ReleaseLock;
  readonly readState: () => Promise<ClusterState>;
  readonly facts: Promise<RollFacts>;
}

/** Rolls a release that is this run's, and records why, by whom and how it ended. */
export async function roll(
  request: DeployRequest,
  decided: RollDecision,
  { lock, readState, facts }: RollSetting,
): Promise<Outcome> {
  const started = Date.now();
  const { kubectl, release } = request;
  const { commit, inputs } = await facts;
  const decision = explained(decided, inputs);
  console.log(`${release}: ${decision.action}, because ${decision.explanation}`);
  const removal = await removalOf(request, decision);
  const record = recordOf(decision, { commit, inputs, started });
  try {
    const isRecovered = await recover(request, decision, lock);
    const nextRevision = isRecovered
      ? ((await readReleases(kubectl)).get(release)?.at(-1)?.revision ?? 0) + 1
      : decision.nextRevision;
    await takeOver(request, decision, readState);
    const revision = await upgrade(request, { ...decision, nextRevision }, commit, lock);
    const done = { ...record(), revision, result: 'deployed' };
    const normalised = await readNormalisedDifferences(request, decision.action, readState);
    await saveRecord(request, done, { inputs: inputs?.snapshot, normalised, isUnfinished: false });
    console.log(`${release}: ${done.action}, revision ${revision} (${decision.reason})`);
    if (removal !== undefined) console.log(`${release}: deleted ${describeRemoval(removal)}`);
    return { release, action: done.action, revision, reason: decision.reason };
  } catch (error) {
    const result = error instanceof UserError ? error.code : 'unknown';
    await saveRecord(request, { ...record(), action: 'failed', result });
    throw error;
  }
}

/** Names what will be deleted; most of a release is deleted only for somebody who has agreed to it. */
async function removalOf(
  request: DeployRequest,
  decision: RollDecision,
): Promise<Removal | undefined> {
  const { release, kubectl } = request;
  if (decision.action === 'install') return undefined;
  const removal = await readRemoval(request, decision, await readReleases(kubectl));
  if (removal === undefined) return undefined;
  // Who applies a saved plan has read there what is deleted.
  const isAgreed = request.isRemovalAllowed || request.planned !== undefined;
  if (!isAgreed) refuseToRemoveMost(release, removal);
  console.log(`${release}: deletes ${describeRemoval(removal)}`);
  return removal;
}

/** Where the manifests changed, the inputs say what changed them. */
function explained(decision: RollDecision, inputs: ExplainedInputs | undefined): RollDecision {
  const changes = inputs?.changes ?? [];
  if (decision.reason !== 'changed' || changes.length === 0) return decision;
  return {
    ...decision,
    reason: reasonCode(changes),
    explanation: `${describeChanges(changes)} changed`,
  };
}

function recordOf(
  decision: RollDecision,
  { commit, inputs, started }: RollFacts & { readonly started: number },
) {
  return () => ({
    revision: decision.nextRevision,
    action: actionName(decision),
    reasonCode: decision.reason,
    explanation: decision.explanation,
    changes: inputs?.changes ?? [],
    commit: commit.id,
    dirty: commit.isDirty,
    by: whoRuns(),
    startedAt: new Date(started).toISOString(),
    durationSeconds: secondsSince(started),
  });
}

function actionName({ action, reason }: RollDecision): 'healed' | 'installed' | 'upgraded' {
  if (reason === 'healed' || reason === 'drift') return 'healed';
  return action === 'install' ? 'installed' : 'upgraded';
}

/**
 * Makes Helm own the foreign fields, so that its apply removes them. A run that ends between the
 * two would hide them, so it is marked unfinished first.
 */
async function takeOver(
  { kubectl, release, namespace, objects, ignoredManagers }: DeployRequest,
  { drift }: RollDecision,
  readState: () => Promise<ClusterState>,
): Promise<void> {
  if (!drift.some((each) => each.kind === 'changed' && each.added.length > 0)) return;
  await markUnfinished(kubectl, release);
  const expected = objects.upgrade;
  const readDrift = async () => {
    const { objects: actual } = await readState();
    return findDrift({ expected, actual, namespace, ignoredManagers });
  };
  await adoptForeignFields(kubectl, release, readDrift, ignoredManagers);
}

/** The history explains and decides nothing, so a rollout does not fail by it. */
async function saveRecord(
  { kubectl, release }: DeployRequest,
  record: RolloutRecord,
  more: Parameters<typeof appendRecord>[3] = {},
): Promise<void> {
  await appendRecord(kubectl, release, record, more).catch((error: unknown) =>
    console.warn(`${release}: ${messageOf(error)}`),
  );
}

/**
 * Brings a release that a killed run left pending to where Helm can upgrade it; true if it had to.
 */
export async function recover(
  request: DeployRequest,
  { recovery }: RollDecision,
  lock: ReleaseLock,
): Promise<boolean> {
  if (recovery.kind === 'none') return false;
  const { helm, release, namespace } = request;
  const place = placeArguments(request);
  if (recovery.kind === 'uninstall') refuseToLoseData(release, await storedManifest(request));
  const args =
    recovery.kind === 'uninstall'
      ? ['uninstall', release, '--wait', ...place]
      : [
          ...['rollback', release, String(recovery.toRevision), ...place],
          // Fields that were changed by hand meanwhile must not keep the release pending.
          ...(await forceFlags(request, recovery.toRevision)),
        ];
  console.log(
    `${release}: a killed run left it pending, so first helm ${args.slice(0, 3).join(' ')}`,
  );
  const result = await runUnderLock(helm, args, lock);
  if (result.exitCode === 0) return true;
  throw new UserError(
    'NXHELM_RECOVERY_FAILED',
    `a killed run left the release pending, and helm ${recovery.kind} failed: ${helmErrorText(result)}`,
    `helm history ${release} --namespace ${namespace}`,
    { project: release },
  );
}

/** What a rollout records of where it comes from. */
export interface RollFacts {
  readonly commit: Commit;
  readonly inputs: ExplainedInputs | undefined;
}

/** Needs no lock, so it is begun while that is waited for; it never fails. */
export async function gatherFacts(request: DeployRequest): Promise<RollFacts> {
  const [commit, inputs] = await Promise.all([
    readCommit(request.workspaceRoot),
    explainInputs(request),
  ]);
  return { commit, inputs };
}

/** A failure to explain the inputs must not block a rollout. */
async function explainInputs(request: DeployRequest): Promise<ExplainedInputs | undefined> {
  const { kubectl, release } = request;
  try {
    const { inputs } = await readHistory(kubectl, release);
    return await request.explainInputs?.(inputs);
  } catch (error) {
    console.warn(`${release}: which inputs changed is not known, ${messageOf(error)}`);
    return undefined;
  }
}
