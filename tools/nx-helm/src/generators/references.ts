import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { getProjects } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';

const reference =
  /^(?<repository>[a-z0-9]+(?:[._:/-]+[A-Za-z0-9]+)*?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** An image by repository and tag or digest; what moves, such as `latest`, names no content. */
export function parseReference(given: string, option: string): ImageReference {
  const { repository = '', tag = '', digest = '' } = reference.exec(given)?.groups ?? {};
  const isFixed = digest !== '' || (tag !== '' && tag !== 'latest');
  if (repository !== '' && isFixed) return { repository, tag, digest };
  throw new UserError(
    'NXHELM_REFERENCE_INVALID',
    `${option} is "${given}", which is not an image with a tag (other than latest) or a digest`,
    `give ${option} a reference like node:24-slim`,
  );
}

/**
 * What stands behind FROM: a project of the workspace without a tag, which the container target
 * supplies, or a reference as it is.
 */
export function fromLine(tree: Tree, given: string, imagePrefix: string, option: string): string {
  const project = getProjects(tree).get(given);
  if (project === undefined) {
    parseReference(given, option);
    if (!given.startsWith(`${imagePrefix}/`)) return given;
    throw new UserError(
      'NXHELM_REFERENCE_INVALID',
      `${option} is "${given}", and ${imagePrefix}/ is for images of this workspace, which are named by their project`,
      `give ${option} the project's name, or write docker.io/${given}`,
    );
  }
  if (tree.exists(posix.join(project.root, 'Dockerfile'))) return `${imagePrefix}/${given}`;
  throw new UserError(
    'NXHELM_BASE_IMAGE',
    `${option} names a project that has no Dockerfile, so it is no image`,
    `npx nx g @taskora/nx-helm:image ${given}-image`,
    { project: given },
  );
}
