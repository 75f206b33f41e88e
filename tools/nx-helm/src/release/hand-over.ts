import { versionFlags } from '../chart/helm.ts';
import { objectsOf } from '../chart/manifests.ts';
import { isAppliedByHelm } from '../cluster/adopt.ts';
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

/** Whether Helm merges the release itself, and could leave that to the API server. */
export async function mayGoOver(place: ReleasePlace): Promise<boolean> {
  const { takeBack } = await versionFlags(place.helm, place.release);
  return takeBack.length > 0 && !(await isAppliedByServer(place));
}

/**
 * The flags with which Helm merges a change. Where Helm merges itself (what Helm 3 made, or
 * `--server-side=false`), it leaves alone what other programs have added, and takes away the number of pods
 * that it finds in its last manifest and no more in the chart, whoever else owns the field. So such a release
 * goes over to the API server's merge where an autoscaler takes over the number of pods, which has to find
 * them, and where Helm was made the owner of what others have added.
 */
export async function mergeFlags(place: HandOver, change: Change): Promise<readonly string[]> {
  const { expected, readActual, revision } = change;
  const { takeBack } = await versionFlags(place.helm, place.release);
  const isScaled = expected.some(mayBeScaled);
  if (takeBack.length === 0 && !isScaled) return [];
  const isByServer = await isAppliedByServer(place, revision);
  if (!isByServer && !(await goesOver(place, change, takeBack))) return [];
  if (isScaled) await keep(place, expected, readActual);
  if (isByServer) return takeBack;
  console.log(
    `${place.release}: is applied by the API server (--server-side) from now on, which keeps what others own and removes what they added`,
  );
  return ['--server-side=true', ...takeBack];
}

async function goesOver(
  place: HandOver,
  { expected, readActual, revision }: Change,
  takeBack: readonly string[],
): Promise<boolean> {
  const actual = await readActual();
  const [first] = expected.some(mayBeScaled) ? await droppedByHelm(place, expected, actual) : [];
  if (takeBack.length > 0) {
    return first !== undefined || (revision === undefined && hasTakenOver(place, expected, actual));
  }
  if (first !== undefined) {
    console.warn(
      `${place.release}: ${first} is scaled to one pod until the autoscaler runs, because Helm 3 merges it itself; Helm 4 keeps the replicas`,
    );
  }
  return false;
}

/** Whether Helm was made the owner of fields that it has not written itself. */
function hasTakenOver(
  { namespace }: ReleasePlace,
  expected: readonly KubernetesObject[],
  actual: readonly KubernetesObject[],
): boolean {
  const own = new Set(expected.map((object) => identityOf(object, namespace)));
  return actual.some((object) => own.has(identityOf(object, namespace)) && isAppliedByHelm(object));
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
