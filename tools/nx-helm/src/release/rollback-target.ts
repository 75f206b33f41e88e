import { UserError } from '@taskora/base/errors';
import { imagesIn } from '../chart/manifest-objects.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { standingOf } from './standing.ts';
import type { ReleasePlace } from './stored-release.ts';
import { notInstalled, placeArguments, storedManifest } from './stored-release.ts';

/** To where a release goes back, and from what. */
export interface RollbackTarget {
  readonly present: ReleaseRevision;
  readonly target: ReleaseRevision;
  readonly manifest: string;
}

/**
 * The revision that was asked for; else the last one that ran and was something else than the
 * present one. The stored manifests decide what is the same: labels are copied by Helm, and a
 * revision that a failed rollout was rolled back to is the present one again under another number.
 */
export async function chooseTarget(
  place: ReleasePlace,
  revisions: readonly ReleaseRevision[],
  wanted: number | undefined,
): Promise<RollbackTarget> {
  const standing = standingOf({ revisions });
  if (!standing.isInstalled) throw notInstalled(place);
  const { latest: present } = standing;
  if (wanted !== undefined) {
    const target = revisions.find(({ revision }) => revision === wanted);
    if (target === undefined || target === present) throw noSuchRevision(place, revisions, wanted);
    return { present, target, manifest: await storedManifest(place, wanted) };
  }
  const deployed = await storedManifest(place, present.revision);
  for (const target of standing.ran.filter((each) => each !== present)) {
    const manifest = await storedManifest(place, target.revision);
    if (manifest !== deployed) return { present, target, manifest };
  }
  throw nothingBefore(place);
}

function nothingBefore(place: ReleasePlace): UserError {
  return new UserError(
    'NXHELM_NOTHING_TO_ROLL_BACK',
    'no earlier revision that ran is kept and differs from the present one',
    `helm history ${place.release} ${placeArguments(place).join(' ')}`,
    { project: place.release },
  );
}

function noSuchRevision(
  { release }: ReleasePlace,
  revisions: readonly ReleaseRevision[],
  wanted: number,
): UserError {
  const earlier = revisions.slice(0, -1).map(({ revision }) => revision);
  const list = earlier.length === 0 ? 'there is none' : `there are ${earlier.join(', ')}`;
  const isPresent = revisions.at(-1)?.revision === wanted;
  return new UserError(
    'NXHELM_NO_SUCH_REVISION',
    isPresent
      ? `revision ${wanted} is the present one; of earlier ones ${list}`
      : `revision ${wanted} is not kept; of earlier ones ${list}`,
    earlier.length === 0
      ? `npx nx run ${release}:helm-status`
      : `npx nx run ${release}:helm-rollback --revision ${earlier.at(-1) ?? ''}`,
    { project: release },
  );
}

export interface ImageCheck {
  readonly release: string;
  /** Images of the workspace, which no registry could give to the node. */
  readonly imagePrefix: string;
  /** References of the images on the nodes; undefined where they cannot be listed. */
  readonly onNodes: () => Promise<ReadonlySet<string> | undefined>;
}

/**
 * Says before anything rolls that an image of the old revision is gone from the nodes: its pods
 * could not start, and the release would be worse off than before.
 */
export async function refuseMissingImages(
  { release, imagePrefix, onNodes }: ImageCheck,
  target: ReleaseRevision,
  manifest: string,
): Promise<void> {
  const wanted = imagesIn(manifest).filter((image) =>
    image.startsWith(`docker.io/${imagePrefix}/`),
  );
  if (wanted.length === 0) return;
  const present = await onNodes();
  if (present === undefined) return;
  const missing = wanted.filter((image) => !present.has(image));
  if (missing.length === 0) return;
  const commit = target.labels['commit'] ?? 'unknown';
  throw new UserError(
    'NXHELM_IMAGE_GONE',
    `revision ${target.revision} needs ${missing.join(', ')}, which is no longer on the node; nothing was changed`,
    commit === 'unknown'
      ? `npx nx run ${release}:helm-rollback --revision <another one>`
      : `git switch --detach ${commit}, then npx nx run ${release}:helm-deploy, which builds or restores that image`,
    { project: release },
  );
}
