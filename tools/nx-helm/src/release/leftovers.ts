import { objectsOf } from '../chart/manifests.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { listObjects, placedResourceOf } from '../cluster/cluster-state.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { identityOf, isKeptByPolicy, titleOf } from '../cluster/kubernetes-object.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { ReleaseLock } from './lock.ts';
import { isOwn } from './standing.ts';
import { storedManifest } from './stored-release.ts';

/**
 * Removes what only revisions have made that never came to run. Helm compares an upgrade with what is
 * deployed, and a rollback with the last revision: where its own rollback of a failed rollout was killed,
 * neither knows of them any more, and they would stay for ever.
 */
export async function removeLeftovers(
  request: DeployRequest,
  revisions: readonly ReleaseRevision[],
  lock: ReleaseLock,
): Promise<void> {
  const failed = unfinished(revisions);
  if (failed.length === 0) return;
  const { kubectl, release, namespace } = request;
  const good = revisions.findLast(hasRun);
  const [kept, ...made] = await Promise.all(
    [good, ...failed].map((each) =>
      each === undefined ? '' : storedManifest(request, each.revision),
    ),
  );
  const identity = (object: KubernetesObject): string => identityOf(object, namespace);
  const known = new Set([...objectsOf(kept ?? ''), ...request.objects.upgrade].map(identity));
  const only = made.flatMap(objectsOf).filter((object) => !known.has(identity(object)));
  if (only.length === 0) return;
  const live = await listObjects(kubectl, [...new Set(only.map(placedResourceOf))]);
  const left = new Map(live.filter((object) => isOf(object, request)).map((o) => [identity(o), o]));
  for (const object of new Map(only.map((each) => [identity(each), each])).values()) {
    const found = left.get(identity(object));
    if (found === undefined || isKeptByPolicy(found)) continue;
    if (holdsMore.has(object.kind)) {
      console.warn(`${release}: ${titleOf(object)} of a rollout that failed is left as it is`);
      continue;
    }
    console.log(`${release}: removes ${titleOf(object)}, which a killed rollout left`);
    await lock.assertHeld();
    const place = object.metadata.namespace ?? namespace;
    const [resource = ''] = placedResourceOf(object).split('/').toReversed();
    const what = ['delete', resource, object.metadata.name, '--namespace', place];
    await kubectl.read([...what, '--ignore-not-found', '--wait=false']);
  }
}

/** What goes with these is more than themselves. */
const holdsMore = new Set([
  'CustomResourceDefinition',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  // A generated password may be in use by now.
  'Secret',
]);

function hasRun({ status }: ReleaseRevision): boolean {
  return status === 'deployed' || status === 'superseded';
}

/** Those that came after the last one which this plugin has brought to its end. */
function unfinished(revisions: readonly ReleaseRevision[]): ReleaseRevision[] {
  const clean = revisions.findLast((each) => hasRun(each) && isOwn(each))?.revision ?? 0;
  return revisions.filter((each) => each.revision > clean && !hasRun(each));
}

/** Helm marks what it makes; another's object of the same name is none of the release's. */
function isOf(
  { metadata }: KubernetesObject,
  { release, namespace }: Pick<DeployRequest, 'release' | 'namespace'>,
): boolean {
  const { annotations = {} } = metadata;
  return (
    annotations['meta.helm.sh/release-name'] === release &&
    annotations['meta.helm.sh/release-namespace'] === namespace
  );
}
