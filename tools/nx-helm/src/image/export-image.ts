import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { NxHelmError } from '../errors.ts';
import { contentId, sizeBytes } from './content-id.ts';
import { replaceFolder, temporaryFolder } from '../folders.ts';
import type { ImageDescription } from './image-description.ts';
import { describeImage } from './image-description.ts';
import { mergeLayers } from './merge-layers.ts';
import type { ImageConfigFile } from './runtime-config.ts';
import { runtimeConfig } from './runtime-config.ts';
import type { StoredLayer, UnpackedArchive } from './unpack-archive.ts';
import { unpackArchive } from './unpack-archive.ts';

export interface ExportRequest {
  readonly archive: Readable;
  /** `docker.io/<prefix>/<project>`, without a tag. */
  readonly repository: string;
  readonly project: string;
  /** Where image.tar, image.json and reference go; replaced as a whole at the end. */
  readonly folder: string;
}

/** Turns an engine's archive into ours, whose tag names the content. */
export async function exportImage(request: ExportRequest): Promise<ImageDescription> {
  const work = await temporaryFolder(request.folder);
  try {
    const layersFolder = join(work, 'layers');
    await mkdir(layersFolder);
    const unpacked = await unpackArchive(request.archive, layersFolder);
    const image = resolveImage(unpacked, request.project);
    const tree = mergeLayers(image.layers);
    const config = runtimeConfig(image.config);
    const description = describeImage({
      project: request.project,
      repository: request.repository,
      contentId: contentId(tree, config),
      sizeBytes: sizeBytes(tree),
      layers: image.layers,
      config,
    });
    await writeArchive(join(work, 'image.tar'), image, description.reference);
    await rm(layersFolder, { recursive: true });
    await writeFile(join(work, 'image.json'), `${JSON.stringify(description, undefined, 2)}\n`);
    await writeFile(join(work, 'reference'), `${description.reference}\n`);
    await replaceFolder(work, request.folder);
    return description;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface ResolvedImage {
  readonly configText: string;
  readonly config: ImageConfigFile;
  readonly layers: readonly StoredLayer[];
}

interface ManifestEntry {
  readonly Config: string;
  readonly Layers: readonly string[];
}

function resolveImage(archive: UnpackedArchive, project: string): ResolvedImage {
  const manifest = JSON.parse(archive.documents.get('manifest.json') ?? '[]') as ManifestEntry[];
  const entry = manifest[0];
  const configText = archive.documents.get(entry?.Config ?? '');
  if (entry === undefined || configText === undefined) throw incomplete(project);
  const config = JSON.parse(configText) as ImageConfigFile;
  const layers = entry.Layers.map((name) => layerOf(archive, name, project));
  const expected = config.rootfs?.diff_ids ?? [];
  const isWhole =
    layers.length === expected.length &&
    layers.every(({ digest }, index) => digest === expected[index]);
  if (!isWhole) throw incomplete(project);
  return { configText, config, layers };
}

function layerOf({ layers, links }: UnpackedArchive, name: string, project: string): StoredLayer {
  const target = links.get(name);
  const resolved = target === undefined ? name : posix.join(posix.dirname(name), target);
  const layer = layers.get(resolved);
  if (layer === undefined) throw incomplete(project);
  return layer;
}

function incomplete(project: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_ARCHIVE_INCOMPLETE',
    project,
    what: "the engine's archive lacks its manifest, its configuration or a layer",
    command: `npx nx run ${project}:container --skip-nx-cache`,
  });
}

async function writeArchive(file: string, image: ResolvedImage, reference: string): Promise<void> {
  const archive = pack();
  const written = pipeline(archive, createWriteStream(file));
  const layerName = ({ digest }: StoredLayer): string => `${digest.replace('sha256:', '')}.tar`;
  const manifest = [
    { Config: 'config.json', RepoTags: [reference], Layers: image.layers.map(layerName) },
  ];
  // No clock in the archive: equal images give equal bytes.
  const header = { mode: 0o644, mtime: new Date(0) };
  archive.entry({ ...header, name: 'manifest.json' }, JSON.stringify(manifest));
  archive.entry({ ...header, name: 'config.json' }, image.configText);
  const unique = new Map(image.layers.map((layer) => [layer.digest, layer]));
  for (const layer of unique.values()) {
    const entry = archive.entry({ ...header, name: layerName(layer), size: layer.sizeBytes });
    await pipeline(createReadStream(layer.file), entry);
  }
  archive.finalize();
  await written;
}
