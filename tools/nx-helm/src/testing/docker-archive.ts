import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { Header } from 'tar-stream';
import { pack } from 'tar-stream';

/** A file of a layer as a test writes it. */
export interface TestFile extends Partial<Omit<Header, 'name' | 'size'>> {
  readonly name: string;
  readonly content?: string | Buffer;
}

export async function tarOf(files: readonly TestFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...given } of files) {
    // Without the clock: equal files are equal layers, in whichever second they are written.
    const header = { mtime: new Date(0), ...given };
    if (header.type === undefined || header.type === 'file') archive.entry(header, content);
    else archive.entry(header);
  }
  archive.finalize();
  return buffer(archive);
}

export interface TestImage {
  readonly layers: readonly (readonly TestFile[])[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Newer Docker engines store and save their layers compressed. */
  readonly isCompressed?: boolean;
  /** What an engine says besides: when and how the image was made. */
  readonly history?: string;
}

/** An archive as `docker save` and `podman save` write it. */
export async function dockerArchive(image: TestImage): Promise<Buffer> {
  const layers = await Promise.all(image.layers.map(tarOf));
  const digests = layers.map((layer) => createHash('sha256').update(layer).digest('hex'));
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: image.history ?? '2026-01-01T00:00:00Z',
    history: [{ created_by: image.history ?? 'test' }],
    rootfs: { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) },
    config: image.config ?? {},
  });
  const archive = pack();
  layers.forEach((layer, index) => {
    const bytes = image.isCompressed === true ? gzipSync(layer) : layer;
    archive.entry({ name: `${digests[index]}.tar` }, bytes);
  });
  archive.entry({ name: 'config.json' }, config);
  const manifest = [
    { Config: 'config.json', RepoTags: ['x:y'], Layers: digests.map((digest) => `${digest}.tar`) },
  ];
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.finalize();
  return buffer(archive);
}
