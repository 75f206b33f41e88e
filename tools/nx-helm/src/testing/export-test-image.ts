import { Readable } from 'node:stream';
import { exportImage } from '../image/export-image.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { imageFolder, readImage } from '../image/image-description.ts';
import type { TestImage } from './docker-archive.ts';
import { dockerArchive } from './docker-archive.ts';

/** Exports an image of a test as the container target does after its build. */
export async function exportTestImage(
  workspaceRoot: string,
  project: string,
  image: TestImage,
  bases: readonly string[] = [],
  prefix = 'acme',
): Promise<ImageDescription> {
  return exportImage({
    archive: Readable.from([await dockerArchive(image)]),
    repository: `docker.io/${prefix}/${project}`,
    project,
    bases: bases.map((base) => readImage(workspaceRoot, base)),
    folder: imageFolder(workspaceRoot, project),
  });
}
