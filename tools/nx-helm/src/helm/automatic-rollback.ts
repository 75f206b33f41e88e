import type { Releases, ReleaseRevision } from '../kubernetes/cluster-state.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { isOwn } from './kept-rollback.ts';
import { relabelArguments } from './labels.ts';

export interface AutomaticRollback {
  readonly kubectl: Kubectl;
  readonly release: string;
  /** The number that the failed revision had. */
  readonly failedRevision: number;
}

/**
 * Helm gives the revision of its own rollback the labels of the one it went back to, with that one's
 * number. Where that one was this plugin's, so is the new one: it gets its number, and whatever else
 * the labels say goes on to hold, also that a person took the release back.
 */
export async function ownAutomaticRollback(
  { kubectl, release, failedRevision }: AutomaticRollback,
  releases: Releases,
): Promise<void> {
  const revisions = releases.get(release) ?? [];
  const latest = revisions.at(-1);
  if (latest?.status !== 'deployed' || latest.revision !== failedRevision + 1) return;
  if (!isCopyOf(goodBefore(revisions, failedRevision), latest)) return;
  // Without it the next deploy makes one more revision of the same manifests; no pod restarts by it.
  const { revision } = latest;
  await kubectl.try(relabelArguments(release, revision, { revision: String(revision) }));
}

function goodBefore(
  revisions: readonly ReleaseRevision[],
  failedRevision: number,
): ReleaseRevision | undefined {
  return revisions.findLast(
    ({ revision, status }) => revision < failedRevision && status === 'superseded',
  );
}

function isCopyOf(good: ReleaseRevision | undefined, { labels }: ReleaseRevision): boolean {
  return (
    good !== undefined &&
    isOwn(good) &&
    ['revision', 'fingerprint'].every((name) => labels[name] === good.labels[name])
  );
}
