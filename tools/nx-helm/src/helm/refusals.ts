import type { Releases } from '../kubernetes/cluster-state.ts';
import type { Decision } from './decide.ts';
import type { DeployRequest } from './deploy-request.ts';
import { otherEnvironment, refusalWords } from './other-environment.ts';
import type { Removal } from './removed-objects.ts';
import { comparedRevision, isMostOf, removedObjects } from './removed-objects.ts';
import { otherCopy, secondCopyWords } from './second-copy.ts';
import { storedManifest } from './stored-release.ts';

/** What an upgrade would delete; nothing where there is nothing to upgrade. */
export async function readRemoval(
  request: DeployRequest,
  { action }: Pick<Decision, 'action'>,
  releases: Releases,
): Promise<Removal | undefined> {
  if (action !== 'upgrade') return undefined;
  const { release, namespace, objects } = request;
  const stored = await storedManifest(request, comparedRevision(releases.get(release) ?? []));
  const removal = removedObjects(stored, objects.upgrade, namespace);
  return removal.titles.length === 0 ? undefined : removal;
}

/** For those who only look: why a deploy would do nothing of all this, in one clause. */
export async function refusalOf(
  request: DeployRequest,
  { action }: Pick<Decision, 'action'>,
  { releases, removal }: { readonly releases: Releases; readonly removal: Removal | undefined },
): Promise<string | undefined> {
  const running = otherEnvironment({ ...request, releases });
  if (running !== undefined) return refusalWords(running);
  if (action === 'install') {
    const { isNamespaceBound = false } = request;
    const other = await otherCopy({ ...request, isNamespaceBound });
    return other === undefined ? undefined : secondCopyWords(request.namespace, other);
  }
  if (removal === undefined || !isMostOf(removal) || request.isRemovalAllowed === true) {
    return undefined;
  }
  const { titles, of } = removal;
  return `would be refused: it deletes ${titles.length} of ${of} objects (--allow-removal agrees to it)`;
}
