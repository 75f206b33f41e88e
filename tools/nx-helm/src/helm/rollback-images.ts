import { NxHelmError } from '../errors.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';
import { imagesIn } from './manifest-images.ts';

export interface ImageCheck {
  readonly release: string;
  /** Images of the workspace, which no registry could give to the node. */
  readonly imagePrefix: string;
  /** What is on the nodes; undefined where nobody can be asked. */
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
  throw new NxHelmError({
    code: 'NXHELM_IMAGE_GONE',
    project: release,
    what: `revision ${target.revision} needs ${missing.join(', ')}, which is no longer on the node; nothing was changed`,
    command:
      commit === 'unknown'
        ? `npx nx run ${release}:helm-rollback --revision <another one>`
        : `git switch --detach ${commit}, then npx nx run ${release}:helm-deploy, which builds or restores that image`,
  });
}
