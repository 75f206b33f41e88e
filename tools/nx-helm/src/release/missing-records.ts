import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { RolloutRecord } from './record.ts';
import { describeCondition, isOwn, rolledBackFrom, standingOf } from './standing.ts';

/**
 * The records with one for each revision of Helm's that has none: a run that was killed wrote none of
 * its own, a recovery and Helm's rollback of a failed rollout are revisions too. What is known of them
 * stands in their labels. Of a release that this plugin did not make before, nothing is recorded.
 */
export function completeRecords(
  records: readonly RolloutRecord[],
  revisions: readonly ReleaseRevision[],
): readonly RolloutRecord[] {
  const start = presentLife(records, revisions.at(-1)?.revision ?? 0);
  const earlier = records.slice(0, start);
  const life = records.slice(start);
  const added = revisions
    .filter((revision) => isMissing(revision, life))
    .map((revision) => recordOf(revision, revisions));
  if (added.length === 0) return records;
  return [
    ...earlier,
    ...[...life, ...added].toSorted((one, other) => one.revision - other.revision),
  ];
}

/** Whether `completeRecords` would add one. */
export function lacksRecords(
  records: readonly RolloutRecord[],
  revisions: readonly ReleaseRevision[],
): boolean {
  return completeRecords(records, revisions) !== records;
}

/**
 * Where the records of the present installation begin: an uninstall lets Helm count from 1 again, so
 * what ran later has a lower number than what ran before.
 */
function presentLife(records: readonly RolloutRecord[], latest: number): number {
  let lowest = latest + 1;
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index];
    if (record === undefined || record.result !== 'deployed') continue;
    if (record.revision >= lowest) return index + 1;
    lowest = record.revision;
  }
  return 0;
}

function isMissing(revision: ReleaseRevision, life: readonly RolloutRecord[]): boolean {
  const of = life.filter((record) => record.revision === revision.revision);
  const isRecorded = hasRun(revision)
    ? of.some(({ result }) => result === 'deployed')
    : of.length > 0;
  if (isRecorded) return false;
  return isOwn(revision) || life.some((record) => record.revision < revision.revision);
}

function hasRun({ status }: ReleaseRevision): boolean {
  return status === 'deployed' || status === 'superseded';
}

const unknown = 'unknown';

function recordOf(revision: ReleaseRevision, revisions: readonly ReleaseRevision[]): RolloutRecord {
  const { labels } = revision;
  return {
    revision: revision.revision,
    ...whatHappened(revision, revisions),
    changes: [],
    commit: labels['commit'] ?? unknown,
    dirty: labels['dirty'] === 'true',
    by: unknown,
    startedAt: new Date(Number(labels['createdAt'] ?? 0) * 1000).toISOString(),
    durationSeconds: 0,
    result: hasRun(revision) ? 'deployed' : revision.status,
    isReconstructed: true,
  };
}

type Happened = Pick<RolloutRecord, 'action' | 'reasonCode' | 'explanation'>;

function whatHappened(revision: ReleaseRevision, revisions: readonly ReleaseRevision[]): Happened {
  const { labels, status } = revision;
  const reasonCode = labels['reason'] ?? unknown;
  if (!hasRun(revision)) {
    const explanation = `it is ${status}: its run was killed, or lost the release`;
    return { action: 'failed', reasonCode, explanation };
  }
  const back = backTo(revision, revisions);
  if (back !== undefined) {
    const explanation = `back to revision ${back}, because revision ${revision.revision - 1} did not succeed`;
    return { action: 'rolled-back', reasonCode: 'recovered', explanation };
  }
  if (!isOwn(revision)) {
    const foreign = standingOf({ revisions: [revision] }).conditions.find(
      ({ kind }) => kind === 'foreign-revision',
    );
    const explanation = foreign === undefined ? unknown : describeCondition(foreign);
    return { action: 'upgraded', reasonCode: 'foreign', explanation };
  }
  const explanation = 'its run ended before it could write why';
  if (reasonCode === 'rollback') {
    const from = `from revision ${rolledBackFrom(revision)}: ${explanation}`;
    return { action: 'rolled-back', reasonCode, explanation: from };
  }
  const isHealed = reasonCode === 'healed' || reasonCode === 'drift';
  const action = labels['form'] === 'install' ? 'installed' : 'upgraded';
  return { action: isHealed ? 'healed' : action, reasonCode, explanation };
}

/** The revision that Helm went back to after the one before did not succeed: it has its labels. */
function backTo(
  { revision, labels }: ReleaseRevision,
  revisions: readonly ReleaseRevision[],
): number | undefined {
  const before = revisions.find((each) => each.revision === revision - 1);
  if (before === undefined || hasRun(before)) return undefined;
  const target = revisions.findLast(
    (each) =>
      each.revision < revision - 1 &&
      hasRun(each) &&
      each.labels['fingerprint'] === labels['fingerprint'],
  );
  // An upgrade to what ran before is no rollback: it shows that by a commit and a form of its own.
  const isCopy =
    target !== undefined &&
    ['commit', 'reason', 'form'].every((name) => target.labels[name] === labels[name]);
  return isCopy ? target.revision : undefined;
}
