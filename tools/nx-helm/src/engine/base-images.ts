import type { ImageDescription } from '../image/image-description.ts';
import { readImage } from '../image/image-description.ts';
import { openArchive } from '../image/open-archive.ts';
import type { Engine } from './engine.ts';

/**
 * The base images by the tags that name their content. The engine may have lost one (a prune, a new
 * machine, a cache hit of the base's own target): its layers bring it back.
 */
export async function ensureBaseImages(
  engine: Engine,
  workspaceRoot: string,
  projects: readonly string[],
): Promise<ImageDescription[]> {
  const images = projects.map((project) => readImage(workspaceRoot, project));
  const isThere = await Promise.all(images.map(({ reference }) => engine.hasImage(reference)));
  for (const { project } of images.filter((_image, index) => isThere[index] === false)) {
    const { bytes } = await openArchive(workspaceRoot, project);
    await engine.loadImage(bytes);
  }
  return images;
}
