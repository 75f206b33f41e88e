import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/kubectl.ts';
import { readRecords } from './records.ts';

/**
 * A rollback that a person asked for stands in the labels of its revision. Helm copies labels to
 * whatever revision comes next, so they count only where the recorded number is the actual one.
 */
const reasonOfRollback = 'rollback';

/** Whether this plugin wrote the labels of this very revision. */
export function isOwn({ labels, revision }: ReleaseRevision): boolean {
  return labels['revision'] === String(revision);
}

/** Whether a person took the release back to what this revision is. */
export function isRollback(revision: ReleaseRevision): boolean {
  return isOwn(revision) && revision.labels['reason'] === reasonOfRollback;
}

/**
 * Whether the release was taken back from exactly what is to be deployed now. Deploying it again
 * would undo, without a word, what somebody did for a reason; any other source rolls as ever.
 */
export function isKept(latest: ReleaseRevision, fingerprint: string): boolean {
  const { left, fingerprint: present } = latest.labels;
  return isRollback(latest) && left === fingerprint && present !== fingerprint;
}

export function rolledBackFrom({ labels }: ReleaseRevision): number {
  return Number(labels['rolled-back-from']);
}

/** What is written on the revision that a rollback made, beside what Helm copied from its target. */
export function rollbackLabels(
  present: ReleaseRevision,
  target: ReleaseRevision,
  madeRevision: number,
): Readonly<Record<string, string>> {
  return {
    // A foreign revision carries the fingerprint of the one before it, which says nothing of its own.
    fingerprint: isOwn(target) ? (target.labels['fingerprint'] ?? 'unknown') : 'unknown',
    revision: String(madeRevision),
    reason: reasonOfRollback,
    'rolled-back-from': String(present.revision),
    // Two rollbacks in a row leave one source, the one that was deployed before the first.
    left: present.labels[isRollback(present) ? 'left' : 'fingerprint'] ?? 'unknown',
  };
}

export interface KeptRollback {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly revision: number;
  readonly rolledBackFrom: number;
}

/** Tells who deploys unchanged sources why they are not deployed, and how they can be. */
export async function keptWords(kept: KeptRollback): Promise<string> {
  const { release, revision, rolledBackFrom } = kept;
  return (
    `${release}: kept at revision ${revision}, because these sources were taken back on purpose ` +
    `from revision ${rolledBackFrom}${await told(kept)}. A change of them rolls by itself; ` +
    `to deploy them all the same: npx nx run ${release}:helm-deploy --force`
  );
}

/** The same for those who only look, in one clause. */
export async function keptClause(kept: KeptRollback): Promise<string> {
  const { revision, rolledBackFrom } = kept;
  const from = `taken back on purpose from revision ${rolledBackFrom}${await told(kept)}`;
  return `kept at revision ${revision}, ${from}`;
}

async function told({ kubectl, release, revision }: KeptRollback): Promise<string> {
  // Without the right to read the history the rollback is still a rollback.
  const records = await readRecords(kubectl, release).catch(() => []);
  // A fix that failed meanwhile has made revisions of its own, which say nothing of the rollback.
  const record = records.findLast(
    (one) => one.revision <= revision && one.reasonCode === 'rollback',
  );
  return record === undefined ? '' : ` (${record.explanation}; by ${record.by})`;
}
