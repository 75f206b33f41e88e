import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
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
  readonly created: string;
  readonly files: ReadonlyMap<string, ImageFile>;
  /** The paths of each layer that no base image keeps. */
  readonly ownLayers: readonly (readonly string[])[];
}

type Entry = Readable & {
  readonly header: { name: string; type?: string | null; mode?: number; size?: number };
};

const entriesOf = (source: Readable): AsyncIterable<Entry> =>
  source.pipe(extract()) as unknown as AsyncIterable<Entry>;

interface ImageParts {
  /** `from` names the base image's project that keeps the layer. */
  readonly layers: readonly { readonly digest: string; readonly from?: string }[];
}

/** Reads what `container` exported: the configuration and the list of files, later layers over earlier. */
export async function readArchive(project: string): Promise<ImageArchive> {
  const folderOf = (name: string) => join(workspaceRoot, 'dist/images', name);
  const { layers } = await readJson<ImageParts>(join(folderOf(project), 'image.json'));
  const image = await readJson<{ config: ImageConfig; created: string }>(
    join(folderOf(project), 'config.json'),
  );
  const files = new Map<string, ImageFile>();
  const ownLayers: string[][] = [];
  for (const { digest, from } of layers) {
    const name = `${digest.replace('sha256:', '')}.tar`;
    const stored = createReadStream(join(folderOf(from ?? project), 'layers', name));
    const layer = await readLayer(stored);
    for (const [path, file] of layer) files.set(path, file);
    if (from === undefined) ownLayers.push([...layer.keys()]);
  }
  return { config: image.config, created: image.created, files, ownLayers };
}

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(file, 'utf8')) as Content;
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

/** Sizes of a few folders, largest first, for people who want to make an image smaller. */
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
