import type { ReleaseRevision } from '../cluster/cluster-state.ts';

/**
 * A rollback that a person asked for stands in the labels of its revision. Helm copies labels to
 * whatever revision comes next, so they count only where the recorded number is the actual one.
 */
const reasonOfRollback = 'rollback';

/** Whether this plugin wrote the labels of this very revision. */
export function isOwn({ labels, revision }: ReleaseRevision): boolean {
  return labels['revision'] === String(revision);
}

/** Whether a person rolled the release back to this revision. */
export function isRollback(revision: ReleaseRevision): boolean {
  return isOwn(revision) && revision.labels['reason'] === reasonOfRollback;
}

/**
 * Whether the release was rolled back from exactly what is to be deployed now. Deploying it again
 * would silently undo what somebody did for a reason; any other source rolls as ever.
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

/**
 * The revision that a person rolled back from, over several rollbacks in a row; undefined where
 * Helm has removed it from the history.
 */
export function revisionLeft(
  revisions: readonly ReleaseRevision[],
  latest: ReleaseRevision,
): ReleaseRevision | undefined {
  let left: ReleaseRevision | undefined = latest;
  while (left !== undefined && isRollback(left)) {
    const from = rolledBackFrom(left);
    const present: number = left.revision;
    // A label is only text: one that names no earlier revision must not lead round in a circle.
    left = revisions.find(({ revision }) => revision === from && revision < present);
  }
  return left;
}
