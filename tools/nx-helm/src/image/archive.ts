import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { messageOf, UserError } from '@taskora/base/errors';
import type { ImageDescription, ImageLayer } from './image-description.ts';
import { configFile, digestOf, layerFile, layerName } from './image-description.ts';
import type { Loader } from './loader.ts';

/**
 * A damaged entry of the task cache would only be restored, also after a run with `--skip-nx-cache`,
 * which stores nothing: the entry has to go. With `--onlyCache` Nx would still believe it has one.
 */
function rebuild(owner: string): string {
  return `npx nx reset, then npx nx run ${owner}:container`;
}

function place(layer: ImageLayer): string {
  return layer.from === undefined ? 'of its own' : `of its base image ${layer.from}`;
}

function layerMissing(project: string, layer: ImageLayer): UserError {
  return new UserError(
    'NXHELM_LAYER_MISSING',
    `the layer ${layer.digest} ${place(layer)} is not in dist/images/${layer.from ?? project}`,
    rebuild(layer.from ?? project),
    { project },
  );
}

function archiveTruncated(project: string, layer: ImageLayer, foundBytes: number): UserError {
  return new UserError(
    'NXHELM_ARCHIVE_TRUNCATED',
    `the layer ${layer.digest} ${place(layer)} has ${foundBytes} bytes instead of ${layer.sizeBytes}`,
    rebuild(layer.from ?? project),
    { project },
  );
}

function layerDamaged(project: string, layer: ImageLayer): UserError {
  return new UserError(
    'NXHELM_LAYER_DAMAGED',
    `the content of ${layer.digest} ${place(layer)} is not what its name says`,
    rebuild(layer.from ?? project),
    { project },
  );
}

/** No clock in an archive: equal images give equal bytes. */
const header = { mode: 0o644, mtime: new Date(0) };

/** A layer's place in the workspace, and its name in the archive. */
interface ArchivedLayer {
  readonly layer: ImageLayer;
  readonly name: string;
}

interface ArchiveParts {
  readonly workspaceRoot: string;
  readonly project: string;
  /** Small files by name, before all layers. */
  readonly documents: ReadonlyMap<string, string>;
  readonly layers: readonly ArchivedLayer[];
}

/**
 * Streams a tar of these parts. Sizes are checked before the first byte is sent, digests while
 * streaming; a fault ends the stream with an error, so that a loader never takes half an image for
 * a whole one.
 */
async function streamParts(parts: ArchiveParts): Promise<Readable> {
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
function distinctLayers({ layers }: ImageDescription): ImageLayer[] {
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

async function readConfig(workspaceRoot: string, image: ImageDescription): Promise<string> {
  const text = await readFile(configFile(workspaceRoot, image.project), 'utf8').catch(() => '');
  if (digestOf(text) === image.configDigest) return text;
  throw layerDamaged(image.project, { digest: image.configDigest, sizeBytes: text.length });
}

/**
 * Puts the archive of an image together from its own layers and those of its base images: a
 * docker-archive, which docker, podman, containerd and minikube load.
 */
export async function openArchive(
  workspaceRoot: string,
  image: ImageDescription,
): Promise<Readable> {
  const layers = distinctLayers(image).map((layer) => ({ layer, name: layerName(layer.digest) }));
  const manifest = [
    {
      Config: 'config.json',
      RepoTags: [image.reference],
      Layers: image.layers.map(({ digest }) => layerName(digest)),
    },
  ];
  const documents = new Map([
    ['manifest.json', JSON.stringify(manifest)],
    ['config.json', await readConfig(workspaceRoot, image)],
  ]);
  return streamParts({ workspaceRoot, project: image.project, documents, layers });
}

const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
};

/**
 * The image as an OCI layout without the layers that its receiver has already, by digest: containerd
 * takes one that names what it has. The manifest is the one that it makes of a docker-archive itself.
 * Source: the image layout of the OCI image specification.
 */
export async function openLayout(
  workspaceRoot: string,
  image: ImageDescription,
  present: ReadonlySet<string>,
): Promise<Readable> {
  const config = await readConfig(workspaceRoot, image);
  const manifest = JSON.stringify(manifestOf(image, config));
  const digest = digestOf(manifest);
  const documents = new Map([
    ['oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' })],
    ['index.json', JSON.stringify(indexOf(image, digest, manifest))],
    [blobName(digest), manifest],
    [blobName(image.configDigest), config],
  ]);
  const layers = distinctLayers(image)
    .filter((layer) => !present.has(layer.digest))
    .map((layer) => ({ layer, name: blobName(layer.digest) }));
  return streamParts({ workspaceRoot, project: image.project, documents, layers });
}

function manifestOf({ configDigest, layers }: ImageDescription, config: string) {
  const size = Buffer.byteLength(config);
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: configDigest, size },
    layers: layers.map((layer) => ({
      mediaType: mediaTypes.layer,
      digest: layer.digest,
      size: layer.sizeBytes,
    })),
  };
}

function indexOf({ reference }: ImageDescription, digest: string, manifest: string) {
  const annotations = { 'io.containerd.image.name': reference };
  const size = Buffer.byteLength(manifest);
  const entry = { mediaType: mediaTypes.manifest, digest, size, annotations };
  return { schemaVersion: 2, manifests: [entry] };
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Most of an image is that of its base, which the node has: only the rest is sent where that will do. */
export async function loadArchive(
  loader: Loader,
  workspaceRoot: string,
  image: ImageDescription,
): Promise<void> {
  if (await isLoadedWithoutPresentLayers(loader, workspaceRoot, image)) return;
  await loader.load(await openArchive(workspaceRoot, image));
}

/**
 * A runtime may let go of a layer between its answer and the load, so it is asked again afterwards;
 * a name without all its layers does not stay.
 */
async function isLoadedWithoutPresentLayers(
  loader: Loader,
  workspaceRoot: string,
  image: ImageDescription,
): Promise<boolean> {
  const { reference, layers, project } = image;
  const present = (await loader.presentLayers?.()) ?? new Set();
  if (!layers.some(({ digest }) => present.has(digest))) {
    const base = layers.findLast(({ from }) => from !== undefined)?.from;
    if (loader.presentLayers !== undefined && base !== undefined) {
      console.log(`${project}: is sent whole, because ${loader.name} has no layer of ${base}`);
    }
    return false;
  }
  try {
    await loader.load(await openLayout(workspaceRoot, image, present));
    const now = (await loader.presentLayers?.()) ?? new Set();
    if (layers.every(({ digest }) => now.has(digest))) return true;
  } catch (error) {
    console.log(`${project}: its own layers alone could not be loaded, ${messageOf(error)}`);
  }
  await loader.remove([reference]);
  return false;
}
