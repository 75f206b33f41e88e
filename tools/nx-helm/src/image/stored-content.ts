import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { ImageConfigFile, ImageDescription } from './image-description.ts';
import { digestOf, imageFolder, layerFile, runtimeConfig } from './image-description.ts';
import { contentId, listLayer, mergeLayers } from './layers.ts';

/**
 * Fails where the layers of an image are not what its content id says. A cache gives out image.json and layers
 * together, so who wrote the entry may have left the id of what the sources make in front of other layers; and
 * once the content tag is in a registry, everybody takes it for that content.
 */
export async function assertStoredContent(
  workspaceRoot: string,
  image: ImageDescription,
): Promise<void> {
  const { project, layers, configDigest } = image;
  const config = await readFile(join(imageFolder(workspaceRoot, project), 'config.json'), 'utf8');
  const listed = await Promise.all(
    layers.map((layer) => listLayer(layer, layerFile(workspaceRoot, project, layer))),
  );
  const runtime = runtimeConfig(JSON.parse(config) as ImageConfigFile);
  const actual = contentId(mergeLayers(listed), runtime);
  if (actual === image.contentId && digestOf(config) === configDigest) return;
  throw new UserError(
    'NXHELM_CONTENT_OTHER',
    `dist/images/${project} says that its content is ${image.contentId.slice(0, 12)}, and its layers and configuration are ${actual.slice(0, 12)}; nothing was pushed`,
    `delete the entry of ${project}:container in the cache of the tasks (npx nx reset; that of a remote cache), then npx nx run ${project}:container`,
    { project },
  );
}
