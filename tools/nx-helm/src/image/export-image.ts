import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { replaceFolder, temporaryFolder } from '../folders.ts';
import { contentId, sizeBytes } from './content-id.ts';
import { digestOf } from './digest.ts';
import { explainFullDisk } from './disk-full.ts';
import type { ImageDescription } from './image-description.ts';
import { describeImage, layerName } from './image-description.ts';
import { describeLayer, layerOwners } from './inherited-layers.ts';
import { mergeLayers } from './merge-layers.ts';
import { resolveImage } from './resolve-image.ts';
import type { ResolvedImage } from './resolve-image.ts';
import { runtimeConfig } from './runtime-config.ts';
import { unpackArchive } from './unpack-archive.ts';

export interface ExportRequest {
  readonly archive: Readable;
  /** `docker.io/<prefix>/<project>`, without a tag. */
  readonly repository: string;
  readonly project: string;
  /** The images it builds on; layers that these keep are not stored again. */
  readonly bases: readonly ImageDescription[];
  /** Where the parts of the image go; replaced as a whole at the end. */
  readonly folder: string;
}

/** Turns an engine's archive into parts of ours, under a tag that names the content. */
export async function exportImage(request: ExportRequest): Promise<ImageDescription> {
  const { archive, project, folder } = request;
  try {
    const work = await temporaryFolder(folder);
    try {
      const received = join(work, 'received');
      await mkdir(received);
      const image = resolveImage(await unpackArchive(archive, received), project);
      const description = describe(request, image);
      await writeParts(work, image, description);
      await rm(received, { recursive: true });
      await replaceFolder(work, folder);
      return description;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  } catch (error) {
    throw explainFullDisk(error, project, folder);
  }
}

function describe(request: ExportRequest, image: ResolvedImage): ImageDescription {
  const tree = mergeLayers(image.layers);
  const config = runtimeConfig(image.config);
  const owners = layerOwners(request.bases);
  return describeImage({
    project: request.project,
    repository: request.repository,
    contentId: contentId(tree, config),
    sizeBytes: sizeBytes(tree),
    layers: image.layers.map((layer) => describeLayer(layer, owners)),
    configDigest: digestOf(image.configText),
    config,
  });
}

async function writeParts(
  folder: string,
  image: ResolvedImage,
  description: ImageDescription,
): Promise<void> {
  const inherited = new Set(
    description.layers.filter(({ from }) => from !== undefined).map(({ digest }) => digest),
  );
  const own = new Map(image.layers.map(({ digest, file }) => [digest, file]));
  await mkdir(join(folder, 'layers'));
  for (const [digest, file] of own) {
    if (!inherited.has(digest)) await rename(file, join(folder, 'layers', layerName(digest)));
  }
  const digests = description.layers.map(({ digest }) => digest);
  await writeFile(join(folder, 'config.json'), image.configText);
  await writeFile(join(folder, 'image.json'), `${JSON.stringify(description, undefined, 2)}\n`);
  await writeFile(join(folder, 'reference'), `${description.reference}\n`);
  // What an image on top of this one has to be made anew for, since it may refer to these layers.
  await writeFile(join(folder, 'layer-digests'), `${digests.join('\n')}\n`);
}
