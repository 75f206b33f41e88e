import { formatDiff } from '../plan/manifest-diff.ts';
import type { ReleaseDiff } from './release-diff.ts';

/** The whole answer of helm-diff for people: a sentence first, then what differs. */
export function releaseDiffText({
  release,
  revision,
  objects,
  restarts,
  live,
}: ReleaseDiff): string {
  const base = revision === 0 ? 'nothing is installed' : `revision ${revision}`;
  const parts = [
    objects.length === 0
      ? `${release}: a deploy would apply the same as ${base}`
      : `${release}: a deploy would change ${count(objects.length)} against ${base}`,
  ];
  if (objects.length > 0) parts.push(formatDiff(objects));
  if (restarts.length > 0) parts.push(`Pods that would be replaced: ${restarts.join(', ')}`);
  if (live !== undefined) {
    parts.push(
      live.length === 0
        ? `${release}: the objects in the cluster would stay as they are`
        : `${release}: of the objects in the cluster ${count(live.length)} would change`,
    );
    if (live.length > 0) parts.push(formatDiff(live));
  }
  return parts.join('\n\n');
}

function count(objects: number): string {
  return objects === 1 ? '1 object' : `${objects} objects`;
}
