import { NxHelmError } from '../errors.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';
import type { KubernetesObject } from '../live/kubernetes-object.ts';
import { identityOf, titleOf } from '../live/kubernetes-object.ts';
import { isKeptByPolicy } from './api-object.ts';
import { objectsOf } from './manifests.ts';

/** What an upgrade takes out of the cluster. */
export interface Removal {
  /** `ConfigMap settings`, sorted. */
  readonly titles: readonly string[];
  /** How many objects the release has now. */
  readonly of: number;
}

/** Objects of the stored manifest that the next one does not have: Helm deletes them, but for some. */
export function removedObjects(
  stored: string,
  next: readonly KubernetesObject[],
  namespace: string,
): Removal {
  const present = objectsOf(stored);
  const kept = new Set(next.map((object) => identityOf(object, namespace)));
  const removed = present.filter(
    (object) => !kept.has(identityOf(object, namespace)) && !isKeptByPolicy(object),
  );
  return { titles: removed.map(titleOf).toSorted(), of: present.length };
}

/** Helm compares with the revision that is deployed; where none is, with the last. */
export function comparedRevision(revisions: readonly ReleaseRevision[]): number | undefined {
  const deployed = revisions.findLast(({ status }) => status === 'deployed');
  return (deployed ?? revisions.at(-1))?.revision;
}

const mostShown = 10;

/** `ConfigMap settings, Service api`; for a long list the first of it. */
export function removalWords({ titles }: Removal): string {
  const more = titles.length - mostShown;
  const shown = titles.slice(0, mostShown).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Most likely a condition of the chart that is off by mistake, such as in one environment. */
export function isMostOf({ titles, of }: Removal): boolean {
  return titles.length * 2 > of;
}

export function refuseToRemoveMost(release: string, removal: Removal): void {
  if (!isMostOf(removal)) return;
  const { titles, of } = removal;
  throw new NxHelmError({
    code: 'NXHELM_REMOVES_MOST',
    project: release,
    what: `a deploy would delete ${titles.length} of the release's ${of} objects: ${removalWords(removal)}; nothing was changed`,
    command: `npx nx run ${release}:helm-diff, and if that is what you want npx nx run ${release}:helm-deploy --allow-removal`,
  });
}
