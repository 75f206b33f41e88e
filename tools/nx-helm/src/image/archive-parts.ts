import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { archiveTruncated, layerDamaged, layerMissing } from './archive-errors.ts';
import { digestOf } from './digest.ts';
import type { ImageDescription, ImageLayer } from './image-description.ts';
import { configFile, layerFile } from './image-description.ts';

/** No clock in an archive: equal images give equal bytes. */
const header = { mode: 0o644, mtime: new Date(0) };

/** A layer's place in the workspace, and its name in the archive. */
export interface ArchivedLayer {
  readonly layer: ImageLayer;
  readonly name: string;
}

export interface ArchiveParts {
  readonly workspaceRoot: string;
  readonly project: string;
  /** Small files by name, before all layers. */
  readonly documents: ReadonlyMap<string, string>;
  readonly layers: readonly ArchivedLayer[];
}

/**
 * Streams a tar of these parts. Sizes are looked at before the first byte is given away, digests on
 * the way; what is wrong ends the stream with an error, so that a loader never takes half an image
 * for a whole one.
 */
export async function streamParts(parts: ArchiveParts): Promise<Readable> {
  const { workspaceRoot, project, documents, layers } = parts;
  for (const { layer } of layers) await checkSize(workspaceRoot, project, layer);
  const archive = pack();
  const bytes = new PassThrough();
  const write = async (): Promise<void> => {
    for (const [name, text] of documents) archive.entry({ ...header, name }, text);
    for (const layer of layers) await writeLayer(archive, workspaceRoot, project, layer);
    archive.finalize();
  };
  // The first failure is the cause; a reader that gives up ends the writing, which is no failure.
  write().catch((error: Error) => bytes.destroy(error));
  pipeline(archive, bytes).catch((error: Error) => bytes.destroy(error));
  return bytes;
}

/** Each layer once, whatever how often an image names it. */
export function distinctLayers({ layers }: ImageDescription): ImageLayer[] {
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}

async function writeLayer(
  archive: Pack,
  workspaceRoot: string,
  project: string,
  { layer, name }: ArchivedLayer,
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
  const entry = archive.entry({ ...header, name, size: layer.sizeBytes });
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

export async function readConfig(workspaceRoot: string, image: ImageDescription): Promise<string> {
  const text = await readFile(configFile(workspaceRoot, image.project), 'utf8').catch(() => '');
  if (digestOf(text) === image.configDigest) return text;
  throw layerDamaged(image.project, { digest: image.configDigest, sizeBytes: text.length });
}
