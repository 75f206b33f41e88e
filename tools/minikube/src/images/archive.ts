import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '../base/sha256.ts';
import { must, type Runner } from '../base/run.ts';

export interface ArchiveInput {
  readonly name: string;
  readonly entrypoint: string;
  /** The folder that becomes the image's file system. */
  readonly root: string;
  readonly target: string;
  /** A temporary folder for this archive alone. */
  readonly work: string;
}

const SEARCH_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What makes two archives of the same files the same bytes. */
const REPEATABLE = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

export const goArchitecture = (): string => ARCHITECTURES[process.arch] ?? process.arch;

interface Blob {
  readonly digest: string;
  readonly size: number;
}

function writeBlob(blobs: string, value: unknown): Blob {
  const text = JSON.stringify(value);
  const digest = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(blobs, digest), text);
  return { digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}

/** Writes an OCI archive with one layer, whole or not at all. */
export async function writeImageArchive(input: ArchiveInput, runner: Runner): Promise<void> {
  const layout = join(input.work, 'layout');
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const layer = await writeLayer(input.root, blobs, runner);
  const config = writeBlob(blobs, configOf(input.entrypoint, layer.digest));
  const manifest = writeBlob(blobs, manifestOf(config, layer));
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(join(layout, 'index.json'), JSON.stringify(indexOf(input.name, manifest)));
  const draft = join(input.work, 'archive.tar');
  await must(runner, 'tar', [...REPEATABLE, '-C', layout, '-cf', draft, '.']);
  mkdirSync(dirname(input.target), { recursive: true });
  renameSync(draft, input.target);
  rmSync(input.work, { recursive: true, force: true });
}

async function writeLayer(root: string, blobs: string, runner: Runner): Promise<Blob> {
  const draft = join(blobs, 'layer');
  await must(runner, 'tar', [...REPEATABLE, '-C', root, '-cf', draft, '.']);
  const digest = await sha256Of(draft);
  renameSync(draft, join(blobs, digest));
  return { digest: `sha256:${digest}`, size: statSync(join(blobs, digest)).size };
}

const configOf = (entrypoint: string, layer: string) => ({
  architecture: goArchitecture(),
  os: 'linux',
  config: { Entrypoint: [entrypoint], Env: [SEARCH_PATH] },
  rootfs: { type: 'layers', diff_ids: [layer] },
});

const manifestOf = (config: Blob, layer: Blob) => ({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
  layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
});

const indexOf = (name: string, manifest: Blob) => ({
  schemaVersion: 2,
  manifests: [
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      ...manifest,
      annotations: { 'io.containerd.image.name': name },
    },
  ],
});
