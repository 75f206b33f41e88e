import { versionFlags } from '../chart/helm.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { keepReplicas, mayBeScaled, scaledIn } from '../cluster/kept-replicas.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { identityOf, titleOf } from '../cluster/kubernetes-object.ts';
import type { ReleasePlace } from './stored-release.ts';
import { isAppliedByServer, storedManifest } from './stored-release.ts';

/**
 * Flags with which Helm takes back fields that other programs have changed. Helm refuses them for a
 * release without server-side apply, by its stored apply method: of the last revision for an
 * upgrade, of the target for a rollback. The objects' managed fields do not decide that: somebody
 * may have applied one by hand, or Helm 3 may have made them.
 */
export async function forceFlags(
  place: ReleasePlace,
  revision?: number,
): Promise<readonly string[]> {
  const { takeBack } = await versionFlags(place.helm, place.release);
  if (takeBack.length === 0) return [];
  return (await isAppliedByServer(place, revision)) ? takeBack : [];
}

interface HandOver extends ReleasePlace {
  readonly kubectl: Kubectl;
}

interface Change {
  /** What is about to be applied. */
  readonly expected: readonly KubernetesObject[];
  readonly readActual: () => Promise<readonly KubernetesObject[]>;
  /** The revision that is gone back to, if one is. */
  readonly revision?: number;
}

/**
 * Sees to it that an autoscaler which takes over the number of pods finds them, and gives the flags with
 * which Helm then merges. Where Helm merges itself (what Helm 3 made, or `--server-side=false`), it takes
 * away the number that it finds in its last manifest and no more in the chart, whoever else owns the
 * field; so such a release goes over to the API server's merge, which leaves a field that has an owner.
 */
export async function handOverReplicas(
  place: HandOver,
  { expected, readActual, revision }: Change,
): Promise<readonly string[]> {
  const { takeBack } = await versionFlags(place.helm, place.release);
  const isScaled = expected.some(mayBeScaled);
  if (takeBack.length === 0 && !isScaled) return [];
  const isByServer = await isAppliedByServer(place, revision);
  const flags = isByServer ? takeBack : [];
  if (!isScaled) return flags;
  if (!isByServer) {
    const [first] = await droppedByHelm(place, expected, await readActual());
    if (first === undefined) return flags;
    if (takeBack.length === 0) {
      console.warn(
        `${place.release}: ${first} is scaled to one pod until the autoscaler runs, because Helm 3 merges it itself; Helm 4 keeps the replicas`,
      );
      return flags;
    }
  }
  await keep(place, expected, readActual);
  if (isByServer) return flags;
  console.log(
    `${place.release}: is applied by the API server (--server-side) from now on, which keeps its replicas`,
  );
  return ['--server-side=true', ...takeBack];
}

async function keep(
  { kubectl, release }: HandOver,
  expected: readonly KubernetesObject[],
  readActual: Change['readActual'],
): Promise<void> {
  const readObjects = async () => ({ expected, actual: await readActual() });
  for (const message of await keepReplicas(kubectl, release, readObjects)) {
    console.log(`${release}: ${message}`);
  }
}

/** Workloads under an autoscaler whose number Helm's own merge would take away, by their titles. */
async function droppedByHelm(
  place: HandOver,
  expected: readonly KubernetesObject[],
  actual: readonly KubernetesObject[],
): Promise<string[]> {
  const stored = objectsOf(await storedManifest(place));
  const counted = new Set(
    stored
      .filter(({ spec }) => spec?.['replicas'] !== undefined)
      .map((object) => identityOf(object, place.namespace)),
  );
  return scaledIn({ expected, actual })
    .filter((object) => counted.has(identityOf(object, place.namespace)))
    .map(titleOf);
}
