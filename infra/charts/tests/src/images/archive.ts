import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { workspaceRoot } from '../workspace.ts';

/** The part of an image's configuration that says how it is run. */
export interface ImageConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly StopSignal?: string;
  readonly Healthcheck?: { readonly Test?: readonly string[] };
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface ImageFile {
  readonly mode: number;
  readonly sizeBytes: number;
  readonly type: string;
}

export interface ImageArchive {
  readonly config: ImageConfig;
  readonly files: ReadonlyMap<string, ImageFile>;
}

type Entry = Readable & {
  readonly header: { name: string; type?: string | null; mode?: number; size?: number };
};

const entriesOf = (source: Readable): AsyncIterable<Entry> =>
  source.pipe(extract()) as unknown as AsyncIterable<Entry>;

/** Reads what `container` exported: the configuration and the list of files, later layers over earlier. */
export async function readArchive(project: string): Promise<ImageArchive> {
  const archive = join(workspaceRoot, 'dist/images', project, 'image.tar');
  const documents = new Map<string, string>();
  const layers = new Map<string, Map<string, ImageFile>>();
  for await (const entry of entriesOf(createReadStream(archive))) {
    const { name, type } = entry.header;
    if (type === 'file' && name.endsWith('.json')) documents.set(name, await text(entry));
    else if (type === 'file' && name.endsWith('.tar')) layers.set(name, await readLayer(entry));
    else entry.resume();
  }
  const [manifest] = JSON.parse(documents.get('manifest.json') ?? '[]') as [
    { Config: string; Layers: string[] },
  ];
  const image = JSON.parse(documents.get(manifest.Config) ?? '{}') as { config: ImageConfig };
  const files = new Map(manifest.Layers.flatMap((layer) => [...(layers.get(layer) ?? [])]));
  return { config: image.config, files };
}

async function readLayer(layer: Readable): Promise<Map<string, ImageFile>> {
  const files = new Map<string, ImageFile>();
  for await (const entry of entriesOf(layer)) {
    const { name, mode = 0, size = 0, type } = entry.header;
    files.set(`/${name.replace(/^\.?\//, '').replace(/\/$/, '')}`, {
      mode,
      sizeBytes: size,
      type: type ?? 'file',
    });
    entry.resume();
  }
  return files;
}

/** Sizes of a few folders, largest first, for people who look for what to make smaller. */
export function breakdown(files: ReadonlyMap<string, ImageFile>): string {
  const sizes = new Map<string, number>();
  let total = 0;
  for (const [path, { sizeBytes }] of files) {
    const depth = path.startsWith('/usr') ? 4 : 3;
    const folder = path.split('/').slice(0, depth).join('/');
    sizes.set(folder, (sizes.get(folder) ?? 0) + sizeBytes);
    total += sizeBytes;
  }
  const megabytes = (size: number) => `${(size / 1e6).toFixed(1).padStart(6)} MB`;
  const largest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 8);
  const lines = largest.map(([folder, size]) => `  ${megabytes(size)}  ${folder}`);
  return [...lines, `  ${megabytes(total)}  in all`].join('\n');
}
