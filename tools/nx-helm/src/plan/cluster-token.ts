import { createHash } from 'node:crypto';
import type { ClusterState } from '../kubernetes/cluster-state.ts';
import type { ObjectDrift } from '../live/drift.ts';
import { titleOf } from '../live/kubernetes-object.ts';

const digits = 16;

/**
 * What a plan has seen of a release in the cluster, in one word: who made its last revision, and how
 * its objects differed from the render. Another word means that the cluster has moved.
 */
export function clusterToken(
  { releases }: ClusterState,
  release: string,
  drift: readonly ObjectDrift[],
): string {
  const latest = releases.get(release)?.at(-1);
  const seen = {
    revision: latest?.revision ?? 0,
    status: latest?.status ?? 'absent',
    fingerprint: latest?.labels['fingerprint'] ?? '',
    recorded: latest?.labels['revision'] ?? '',
    drift: drift.map((each) => [
      titleOf(each.object),
      each.kind === 'changed' ? [each.changed, each.added] : each.kind,
    ]),
  };
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, digits);
}
