import { messageOf, UserError } from '@taskora/base/errors';
import type { Commit } from '../base/git.ts';
import { readCommit } from '../base/git.ts';
import { whoRuns } from '../base/programs.ts';
import { secondsSince } from '../base/task-reports.ts';
import { adoptForeignFields, hasAdditions } from '../cluster/adopt.ts';
import type { ClusterState, Releases } from '../cluster/cluster-state.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import { findDrift } from '../cluster/drift.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { readNormalisedDifferences } from './after-rollout.ts';
import type { DeployRequest, ExplainedInputs, Outcome, RollDecision } from './deploy-request.ts';
import { removeLeftovers } from './leftovers.ts';
import { mayGoOver } from './hand-over.ts';
import type { ReleaseLock } from './lock.ts';
import type { RolloutRecord } from './record.ts';
import { describeChanges, reasonCode } from './record.ts';
import { appendRecord, markUnfinished, readHistory } from './records.ts';
import { checkMigration } from './migration.ts';
import { recover } from './recover.ts';
import type { Removal } from './refusals.ts';
import { describeRemoval, readRemoval, refuseToRemoveMost } from './refusals.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { checkSchemas, declaredSchemas, refuseOldPrograms } from './rollout-schemas.ts';
import { standingOf } from './standing.ts';
import { followingRevision, upgradeOnce } from './upgrade-once.ts';

interface RollSetting {
  readonly lock: ReleaseLock;
  readonly readState: () => Promise<ClusterState>;
  readonly facts: Promise<RollFacts>;
  /** All of the namespace, as they were read under the lock. */
  readonly releases: Releases;
}

/** Rolls a release that is this run's, and records why, by whom and how it ended. */
export async function roll(
  request: DeployRequest,
  decided: RollDecision,
  { lock, readState, facts, releases }: RollSetting,
): Promise<Outcome> {
  const started = Date.now();
  const { release } = request;
  const { commit, inputs, declared } = await facts;
  const decision = explained(decided, request.cause, inputs);
  console.log(`${release}: ${decision.action}, because ${decision.explanation}`);
  const [removal, schemas] = await Promise.all([
    removalOf(request, decision),
    checkSchemas(request, decision, { declared, releases }),
  ]);
  refuseOldPrograms(release, schemas);
  const migration = await checkMigration(request, decided, {
    schemas,
    revisions: releases.get(release) ?? [],
  });
  announce(release, schemas);
  const record = recordOf(decision, { commit, inputs, started });
  let { nextRevision } = decision;
  let takeBack = async (): Promise<void> => {};
  try {
    await lock.assertHeld();
    takeBack = await schemas.record();
    await removeLeftovers(request, releases.get(release) ?? [], lock);
    if (await recover(request, decision, lock)) {
      nextRevision = await followingRevision(request);
    }
    await takeOver(request, decision, { readState, lock });
    await lock.assertHeld();
    const next = { ...decision, nextRevision };
    const { isMigrated, digest } = migration;
    const revision = await upgradeOnce(request, next, commit, {
      ...{ lock, schemas, isMigrated },
      onFailedAttempt: async (failed) => {
        await saveRecord(request, { ...record(), revision: nextRevision, ...failed });
        nextRevision = await followingRevision(request);
        return nextRevision;
      },
    });
    const done = { ...record(), revision, result: 'deployed' };
    const normalised = await readNormalisedDifferences(request, decision.action, readState);
    await saveRecord(request, done, {
      inputs: inputs?.snapshot,
      normalised,
      migrated: digest === undefined ? undefined : { revision, digest },
      isUnfinished: false,
    });
    console.log(`${release}: ${done.action}, revision ${revision} (${decision.reason})`);
    if (removal !== undefined) console.log(`${release}: deleted ${describeRemoval(removal)}`);
    return { release, action: done.action, revision, reason: decision.reason };
  } catch (error) {
    const result = error instanceof UserError ? error.code : 'unknown';
    await forgetUnbegun(request, { lock, nextRevision, takeBack });
    await saveRecord(request, { ...record(), revision: nextRevision, action: 'failed', result });
    throw error;
  }
}

interface Unbegun {
  readonly lock: ReleaseLock;
  readonly nextRevision: number;
  readonly takeBack: () => Promise<void>;
}

/**
 * What Helm refused before it made a revision has migrated nothing, and older sources are not to be refused
 * for it. A first install leaves no revision also where its migration ran, so what it recorded stays.
 */
async function forgetUnbegun(
  { kubectl, release }: DeployRequest,
  { lock, nextRevision, takeBack }: Unbegun,
): Promise<void> {
  try {
    const standing = standingOf({ revisions: (await readReleases(kubectl)).get(release) });
    if (!standing.isInstalled || standing.latest.revision >= nextRevision) return;
    // Another run that has the release by now may rely on what is recorded.
    await lock.assertHeld();
    await takeBack();
  } catch (error) {
    console.warn(`${release}: it stays recorded as migrated, ${messageOf(error)}`);
  }
}

function announce(release: string, { withheld, broken }: RolloutSchemas): void {
  if (withheld !== undefined) {
    console.log(`${release}: if it fails it is not rolled back, because ${withheld}`);
  }
  for (const sentence of broken) console.warn(`${release}: ${sentence}`);
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
function explained(
  decision: RollDecision,
  cause: DeployRequest['cause'],
  inputs: ExplainedInputs | undefined,
): RollDecision {
  const changes = inputs?.changes ?? [];
  if (decision.reason !== 'changed') return decision;
  if (cause !== undefined) return { ...decision, ...cause };
  if (changes.length === 0) return decision;
  return {
    ...decision,
    reason: reasonCode(changes),
    explanation: `${describeChanges(changes)} changed`,
  };
}

function recordOf(
  decision: RollDecision,
  { commit, inputs, started }: Omit<RollFacts, 'declared'> & { readonly started: number },
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
  request: DeployRequest,
  { drift }: RollDecision,
  { readState, lock }: Pick<RollSetting, 'readState' | 'lock'>,
): Promise<void> {
  if (!drift.some(hasAdditions)) return;
  const { kubectl, release, namespace, objects, ignoredManagers } = request;
  const isGoingOver = await mayGoOver(request);
  // What follows changes live objects, and no Helm is begun before it.
  await lock.assertHeld();
  await markUnfinished(kubectl, release);
  const expected = objects.upgrade;
  const readDrift = async () => {
    const { objects: actual } = await readState();
    return findDrift({ expected, actual, namespace, ignoredManagers });
  };
  await adoptForeignFields(kubectl, release, readDrift, { ignoredManagers, isGoingOver });
}

/** The history explains and decides nothing, so a rollout does not fail by it. */
async function saveRecord(
  { kubectl, release }: DeployRequest,
  record: RolloutRecord,
  more: Parameters<typeof appendRecord>[3] = {},
): Promise<void> {
  try {
    const revisions = (await readReleases(kubectl)).get(release) ?? [];
    await appendRecord(kubectl, release, record, { ...more, revisions });
  } catch (error) {
    console.warn(`${release}: ${messageOf(error)}`);
  }
}

/** What a rollout records of where it comes from. */
export interface RollFacts {
  readonly commit: Commit;
  readonly inputs: ExplainedInputs | undefined;
  /** Schemas that its images declare; undefined where they could not be asked. */
  readonly declared: readonly ImageSchema[] | undefined;
}

/** Needs no lock, so it is begun while that is waited for; it never fails. */
export async function gatherFacts(request: DeployRequest): Promise<RollFacts> {
  const [commit, inputs] = await Promise.all([
    request.readCommit?.() ?? readCommit(request.workspaceRoot),
    explainInputs(request),
  ]);
  return { commit, inputs, declared: declaredSchemas(request) };
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
