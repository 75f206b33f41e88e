import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import { layerFile } from '../image/image-description.ts';
import type { FileNode } from '../image/layers.ts';
import { listLayer, mergeLayers } from '../image/layers.ts';

/** A package that is installed in an image, by what its installer left there. */
export interface ImagePackage {
  readonly name: string;
  readonly version: string;
  /** Package URL, which says where it comes from and of which kind it is. */
  readonly purl: string;
  readonly license?: string;
  /** The file that says so. */
  readonly path: string;
}

interface Content {
  readonly file: string;
  readonly start: number;
}

type Reader = (path: string, text: string) => ImagePackage[];

/** dpkg's own list, or one file a package where an image has no dpkg. */
const debianStatus = /^var\/lib\/dpkg\/(?:status|status\.d\/[^/.]+(?:\.[^/.]+)*)$/;
const npmManifest = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
const pythonMetadata = /\.dist-info\/METADATA$/;

function readerOf(path: string): Reader | undefined {
  if (debianStatus.test(path) && !path.endsWith('.md5sums')) return readDebian;
  if (npmManifest.test(path)) return readNpm;
  return pythonMetadata.test(path) ? readPython : undefined;
}

/** All packages of the merged layers, those of base images too; what a layer deleted is not there. */
export async function packagesIn(
  workspaceRoot: string,
  image: ImageDescription,
): Promise<ImagePackage[]> {
  const layers = await Promise.all(
    image.layers.map((layer) => listLayer(layer, layerFile(workspaceRoot, image.project, layer))),
  );
  const contents = new Map<FileNode, Content>();
  for (const { file, starts } of layers) {
    for (const [node, start] of starts) contents.set(node, { file, start });
  }
  const found: ImagePackage[] = [];
  for (const [path, node] of mergeLayers(layers)) {
    const content = contents.get(node);
    const reader = readerOf(path);
    if (reader === undefined || content === undefined) continue;
    found.push(...reader(path, await readText(content, node.sizeBytes)));
  }
  return found;
}

async function readText({ file, start }: Content, sizeBytes: number): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(sizeBytes), 0, sizeBytes, start);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
  }
}

/** Field names to their first lines, as Debian control files and Python metadata write them. */
function fields(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^([A-Za-z][\w-]*):\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  // The first of a name counts: in Python's metadata a description follows.
  return new Map(pairs.toReversed());
}

function readDebian(path: string, text: string): ImagePackage[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const named = fields(paragraph);
    const [name, version] = [named.get('Package'), named.get('Version')];
    const status = named.get('Status') ?? 'install ok installed';
    if (name === undefined || version === undefined || !status.endsWith(' installed')) return [];
    const architecture = named.get('Architecture') ?? 'all';
    const purl = `pkg:deb/debian/${part(name)}@${part(version)}?arch=${part(architecture)}`;
    return [{ name, version, purl, path }];
  });
}

interface NpmManifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly license?: unknown;
}

/** A folder of a package may hold manifests that only say how its files are read. */
function readNpm(path: string, text: string): ImagePackage[] {
  const { name, version, license } = parseManifest(text);
  if (typeof name !== 'string' || typeof version !== 'string') return [];
  const purl = `pkg:npm/${name.split('/').map(part).join('/')}@${part(version)}`;
  return [{ name, version, purl, ...(typeof license === 'string' ? { license } : {}), path }];
}

function parseManifest(text: string): NpmManifest {
  try {
    return (JSON.parse(text) ?? {}) as NpmManifest;
  } catch {
    return {};
  }
}

function readPython(path: string, text: string): ImagePackage[] {
  const [head = ''] = text.split(/\r?\n\r?\n/);
  const named = fields(head.replaceAll('\r', ''));
  const [name, version] = [named.get('Name'), named.get('Version')];
  if (name === undefined || version === undefined) return [];
  const normalised = name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  const license = named.get('License-Expression');
  const purl = `pkg:pypi/${part(normalised)}@${part(version)}`;
  return [
    {
      name,
      version,
      purl,
      ...(license === undefined ? {} : { license }),
      path: posix.normalize(path),
    },
  ];
}

/** As package URLs write it: a colon stays, an at sign and a plus do not. */
function part(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
