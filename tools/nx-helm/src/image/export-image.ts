import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { messageOf, UserError } from '@taskora/base/errors';
import { extract } from 'tar-stream';
import { replaceFolder, temporaryFolder } from '../base/folders.ts';
import { schemaOf } from './image-schema.ts';
import type { ImageConfigFile, ImageDescription } from './image-description.ts';
import { describeImage, digestOf, layerName, runtimeConfig } from './image-description.ts';
import type { Layer } from './layers.ts';
import {
  contentId,
  describeLayer,
  layerOwners,
  mergeLayers,
  readLayer,
  sizeBytes,
} from './layers.ts';

/** A layer with the file that has its bytes. */
export interface StoredLayer extends Layer {
  readonly file: string;
}

interface UnpackedArchive {
  readonly documents: ReadonlyMap<string, string>;
  readonly layers: ReadonlyMap<string, StoredLayer>;
  /** Layers that the archive names twice are links to the first. */
  readonly links: ReadonlyMap<string, string>;
}

const tarBlockBytes = 512;

/** Takes an engine's docker-archive apart: small JSON documents in memory, layers as files in `folder`. */
export async function unpackArchive(archive: Readable, folder: string): Promise<UnpackedArchive> {
  const documents = new Map<string, string>();
  const layers = new Map<string, StoredLayer>();
  const links = new Map<string, string>();
  const extractor = extract();
  const consume = async (): Promise<void> => {
    for await (const entry of extractor) {
      const { name, type, linkname, size } = entry.header;
      if (type === 'symlink' || type === 'link') links.set(name, linkname ?? '');
      const content = type === 'file' ? await peek(entry) : undefined;
      if (content === undefined) entry.resume();
      else if (isJson(content.start)) documents.set(name, await text(content.whole));
      else if (isNoLayer(content.start, size ?? 0)) content.whole.resume();
      else layers.set(name, await storeLayer(content, join(folder, `${layers.size}.tar`)));
    }
  };
  try {
    await Promise.all([pipeline(archive, extractor), consume()]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'NXHELM_ARCHIVE_UNREADABLE',
      `the image archive cannot be read: ${messageOf(error)}`,
      'run the target again with --skip-nx-cache',
      { cause: error },
    );
  }
  return { documents, layers, links };
}

interface Peeked {
  readonly start: Buffer;
  readonly whole: Readable;
}

/** Peeks at the first bytes of a stream without taking them from its reader. */
async function peek(source: AsyncIterable<unknown>): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done === true ? Buffer.alloc(0) : (first.value as Buffer);
  const whole = Readable.from(
    (async function* () {
      yield start;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    })(),
    { objectMode: false },
  );
  return { start, whole };
}

function isJson(start: Buffer): boolean {
  return start[0] === 0x7b || start[0] === 0x5b;
}

/** Old Docker versions put a file VERSION beside each layer; a tar is never that small, unless compressed. */
function isNoLayer(start: Buffer, sizeBytes: number): boolean {
  return sizeBytes < tarBlockBytes && !isGzip(start);
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function storeLayer({ start, whole }: Peeked, file: string): Promise<StoredLayer> {
  const isZstandard = start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528;
  if (isZstandard) {
    throw new UserError(
      'NXHELM_LAYER_COMPRESSION',
      'the engine exports layers compressed with zstd, which this plugin does not read',
      'set the compression of the builder to gzip or uncompressed',
    );
  }
  if (!isGzip(start)) return { ...(await readLayer(whole, file)), file };
  const unzipped = new PassThrough();
  const [, layer] = await Promise.all([
    pipeline(whole, createGunzip(), unzipped),
    readLayer(unzipped, file),
  ]);
  return { ...layer, file };
}

/** No space, a quota, or a limit of this process on the size of a file. */
const fullDiskCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The file system's refusal, wherever in the chain of causes it stands. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  return fullDiskCodes.includes(code) ? String(code) : refusal(error.cause);
}

/** Says of a failed write that there was no room; any other error stays as it is. */
export function explainFullDisk(error: unknown, project: string, folder: string): unknown {
  const code = refusal(error);
  if (code === undefined) return error;
  return new UserError(
    'NXHELM_DISK_FULL',
    `the disk was full while the image was exported to ${folder} (${code}); the image of the last build is kept`,
    `df -h ., make room (npx nx reset empties the task cache), then npx nx run ${project}:container`,
    { project, cause: error },
  );
}

/** What belongs together in an image, as an archive's manifest says it, checked. */
export interface ResolvedImage {
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

function incomplete(project: string): UserError {
  return new UserError(
    'NXHELM_ARCHIVE_INCOMPLETE',
    "the engine's archive lacks its manifest, its configuration or a layer",
    `npx nx run ${project}:container --skip-nx-cache`,
    { project },
  );
}

interface StoreRequest {
  /** `docker.io/<prefix>/<project>`, without a tag. */
  readonly repository: string;
  readonly project: string;
  /** The images it builds on; layers that these keep are not stored again. */
  readonly bases: readonly ImageDescription[];
  /** Where the parts of the image go; replaced as a whole at the end. */
  readonly folder: string;
}

interface ExportRequest extends StoreRequest {
  readonly archive: Readable;
}

/** Turns an engine's archive into parts of ours, under a tag that names the content. */
export async function exportImage({
  archive,
  ...request
}: ExportRequest): Promise<ImageDescription> {
  return storeImage(request, async (received) =>
    resolveImage(await unpackArchive(archive, received), request.project),
  );
}

/** Stores what `make` puts into the folder that it is given, as a whole or not at all. */
export async function storeImage(
  request: StoreRequest,
  make: (received: string) => Promise<ResolvedImage>,
): Promise<ImageDescription> {
  const { project, folder } = request;
  try {
    const work = await temporaryFolder(folder);
    try {
      const received = join(work, 'received');
      await mkdir(received);
      const image = await make(received);
      const description = describe(request, image);
      // Said here and not when it rolls: then the image of the last build would be gone.
      schemaOf(description);
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

function describe(request: StoreRequest, image: ResolvedImage): ImageDescription {
  const tree = mergeLayers(image.layers);
  const config = runtimeConfig(image.config);
  const owners = layerOwners(request.bases);
  return describeImage(request.repository, {
    project: request.project,
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
