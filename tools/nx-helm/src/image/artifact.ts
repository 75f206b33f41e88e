import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { digestOfBytes } from './image-description.ts';
import type { Descriptor } from './push-artifact.ts';

/**
 * Flux takes the first layer, whatever its type is; Argo CD refuses one of Flux's own type, unless its settings
 * list it, and takes a layer of an image.
 */
const configType = 'application/vnd.cncf.flux.config.v1+json';
const contentType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

interface ArtifactFacts {
  /** What the artifact is known by: its tag, and its revision. */
  readonly fingerprint: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface Artifact {
  readonly manifest: Descriptor;
  readonly blobs: readonly Descriptor[];
}

/**
 * Writes an OCI image layout with one artifact. Its bytes follow from what is in it alone: no date, no user, and
 * a gzip without compression, since what compresses differs between versions and processors.
 */
export async function writeArtifact(
  folder: string,
  { fingerprint, title, files }: ArtifactFacts,
): Promise<Artifact> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  const store = async (mediaType: string, bytes: Buffer): Promise<Descriptor> => {
    const digest = digestOfBytes(bytes);
    await writeFile(join(folder, 'blobs', ...digest.split(':')), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const tar = await tarOf(files);
  const content = await store(contentType, stored(tar));
  const rootfs = { type: 'layers', diff_ids: [digestOfBytes(tar)] };
  const config = await store(configType, json({ architecture: '', os: '', config: {}, rootfs }));
  const manifest = await store(
    manifestType,
    json({
      schemaVersion: 2,
      mediaType: manifestType,
      config,
      layers: [content],
      annotations: {
        'org.opencontainers.image.revision': fingerprint,
        'org.opencontainers.image.title': title,
      },
    }),
  );
  const annotations = { 'org.opencontainers.image.ref.name': fingerprint };
  const manifests = [{ ...manifest, annotations }];
  await writeFile(join(folder, 'index.json'), json({ schemaVersion: 2, manifests }));
  await writeFile(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  return { manifest, blobs: [config, content] };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function tarOf(files: ArtifactFacts['files']): Promise<Buffer> {
  const archive = pack();
  const sorted = Object.entries(files).toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, text] of sorted) {
    archive.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, text);
  }
  archive.finalize();
  return buffer(archive);
}

/** The byte of the header that names the system a gzip was made on. */
const systemByte = 9;
const unknownSystem = 255;

function stored(bytes: Buffer): Buffer {
  const zipped = gzipSync(bytes, { level: 0 });
  zipped[systemByte] = unknownSystem;
  return zipped;
}
