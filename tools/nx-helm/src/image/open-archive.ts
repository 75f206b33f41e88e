import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { archiveTruncated, layerDamaged, layerMissing } from './archive-errors.ts';
import type { ImageDescription, ImageLayer } from './image-description.ts';
import { configFile, layerFile, layerName, readImage } from './image-description.ts';

export interface ImageArchive {
  readonly image: ImageDescription;
  /** A docker-archive, which docker, podman, containerd and minikube load. */
  readonly bytes: Readable;
}

/** No clock in the archive: equal images give equal bytes. */
const header = { mode: 0o644, mtime: new Date(0) };

/**
 * Puts the archive of an image together from its own layers and those of its base images. Sizes are
 * looked at before the first byte is given away, digests on the way; what is wrong ends the stream
 * with an error, so that a loader never takes half an image for a whole one.
 */
export async function openArchive(workspaceRoot: string, project: string): Promise<ImageArchive> {
  const image = readImage(workspaceRoot, project);
  const layers = [...new Map(image.layers.map((layer) => [layer.digest, layer])).values()];
  for (const layer of layers) await checkSize(workspaceRoot, project, layer);
  const configText = await readConfig(workspaceRoot, image);
  const archive = pack();
  const bytes = new PassThrough();
  const write = async (): Promise<void> => {
    writeDocuments(archive, image, configText);
    for (const layer of layers) await writeLayer(archive, workspaceRoot, project, layer);
    archive.finalize();
  };
  // The first failure is the cause; a reader that gives up ends the writing, which is no failure.
  write().catch((error: Error) => bytes.destroy(error));
  pipeline(archive, bytes).catch((error: Error) => bytes.destroy(error));
  return { image, bytes };
}

function writeDocuments(archive: Pack, image: ImageDescription, configText: string): void {
  const manifest = [
    {
      Config: 'config.json',
      RepoTags: [image.reference],
      Layers: image.layers.map(({ digest }) => layerName(digest)),
    },
  ];
  archive.entry({ ...header, name: 'manifest.json' }, JSON.stringify(manifest));
  archive.entry({ ...header, name: 'config.json' }, configText);
}

async function writeLayer(
  archive: Pack,
  workspaceRoot: string,
  project: string,
  layer: ImageLayer,
): Promise<void> {
  const hash = createHash('sha256');
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const isWhole = `sha256:${hash.digest('hex')}` === layer.digest;
      done(isWhole ? null : layerDamaged(project, layer));
    },
  });
  const entry = archive.entry({ ...header, name: layerName(layer.digest), size: layer.sizeBytes });
  await pipeline(createReadStream(layerFile(workspaceRoot, project, layer)), tap, entry);
}

async function checkSize(workspaceRoot: string, project: string, layer: ImageLayer): Promise<void> {
  const sizeBytes = await sizeOf(layerFile(workspaceRoot, project, layer));
  if (sizeBytes === undefined) throw layerMissing(project, layer);
  if (sizeBytes !== layer.sizeBytes) throw archiveTruncated(project, layer, sizeBytes);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

async function readConfig(workspaceRoot: string, image: ImageDescription): Promise<string> {
  const text = await readFile(configFile(workspaceRoot, image.project), 'utf8').catch(() => '');
  const digest = createHash('sha256').update(text).digest('hex');
  if (`sha256:${digest}` === image.configDigest) return text;
  throw layerDamaged(image.project, { digest: image.configDigest, sizeBytes: text.length });
}
