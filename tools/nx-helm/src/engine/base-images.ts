import { join } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import { imageFolder, readImage } from '../image/image-description.ts';
import type { Engine } from './engine.ts';

/**
 * The base images by the tags that name their content. The engine may have lost one (a prune, a new
 * machine, a cache hit of the base's own target): its archive brings it back.
 */
export async function ensureBaseImages(
  engine: Engine,
  workspaceRoot: string,
  projects: readonly string[],
): Promise<ImageDescription[]> {
  const images = projects.map((project) => readImage(workspaceRoot, project));
  for (const { project, reference } of images) {
    if (await engine.hasImage(reference)) continue;
    await engine.loadImage(join(imageFolder(workspaceRoot, project), 'image.tar'));
  }
  return images;
}
