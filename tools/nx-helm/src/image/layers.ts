import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Header } from 'tar-stream';
import { extract } from 'tar-stream';
import { sortedJson } from '../base/plain-object.ts';
import type { ImageDescription, ImageLayer, RuntimeConfig } from './image-description.ts';

/** One file of a layer as it matters at run time: no timestamps, no names of owners. */
export interface FileNode {
  readonly type: 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly sizeBytes: number;
  readonly link?: string;
  readonly sha256?: string;
  readonly device?: string;
  readonly extendedAttributes?: Readonly<Record<string, string>>;
}

export type LayerEntry =
  | { readonly path: string; readonly node: FileNode }
  | { readonly path: string; readonly hardLinkTo: string };

export interface Layer {
  /** `sha256:` of the uncompressed tar. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly entries: readonly LayerEntry[];
  /** Paths of lower layers that this layer deletes. */
  readonly whiteouts: readonly string[];
  /** Folders whose content of lower layers this layer hides. */
  readonly opaqueFolders: readonly string[];
}

const whiteoutPrefix = '.wh.';
const opaqueMarker = '.wh..wh..opq';
const extendedAttributePrefix = 'SCHILY.xattr.';

interface Findings {
  readonly entries: LayerEntry[];
  readonly whiteouts: string[];
  readonly opaqueFolders: string[];
  /** At which byte of the layer the content of a file begins. */
  readonly starts: Map<FileNode, number>;
}

const noFindings = (): Findings => ({
  entries: [],
  whiteouts: [],
  opaqueFolders: [],
  starts: new Map(),
});

/** A layer that is stored already, with the places of its files' contents. */
export interface ListedLayer extends Layer {
  readonly file: string;
  readonly starts: ReadonlyMap<FileNode, number>;
}

/** Lists a stored layer, whose digest and size are known. */
export async function listLayer(
  { digest, sizeBytes }: Pick<Layer, 'digest' | 'sizeBytes'>,
  file: string,
): Promise<ListedLayer> {
  const findings = noFindings();
  await pipeline(createReadStream(file, { highWaterMark: readBytes }), lister(findings));
  const entries = findings.entries.map((entry) => withUnreadAttributes(entry, digest));
  return { digest, sizeBytes, ...findings, entries, file };
}

/** Fewer, larger reads of files that are read whole. */
const readBytes = 1 << 20;

/** Reads an uncompressed layer once: stores it in a file, and lists and hashes what is in it. */
export async function readLayer(layer: Readable, file: string): Promise<Layer> {
  const findings = noFindings();
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const listing = new PassThrough();
  const listed = pipeline(listing, lister(findings));
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      if (listing.write(chunk)) done(null, chunk);
      else listing.once('drain', () => done(null, chunk));
    },
    flush(done) {
      listing.end(done);
    },
  });
  // A tar that cannot be listed must stop the reading, not leave it waiting for a reader.
  listed.catch((error: Error) => tap.destroy(error));
  await Promise.all([pipeline(layer, tap, createWriteStream(file)), listed]);
  const digest = `sha256:${hash.digest('hex')}`;
  const entries = findings.entries.map((entry) => withUnreadAttributes(entry, digest));
  const { whiteouts, opaqueFolders } = findings;
  return { digest, sizeBytes, entries, whiteouts, opaqueFolders };
}

function lister(findings: Findings) {
  const extractor = extract();
  extractor.on('entry', (header, content, next) => {
    const fileHash = createHash('sha256');
    content.on('data', (chunk) => fileHash.update(chunk as Buffer));
    content.on('end', () => {
      record(findings, header, header.type === 'file' ? fileHash.digest('hex') : undefined);
      next();
    });
    content.on('error', next);
  });
  return extractor;
}

function record(findings: Findings, header: Header, sha256: string | undefined): void {
  const path = normalise(header.name);
  const name = posix.basename(path);
  const folder = path.includes('/') ? posix.dirname(path) : '';
  if (name === opaqueMarker) {
    findings.opaqueFolders.push(folder);
  } else if (name.startsWith(whiteoutPrefix)) {
    findings.whiteouts.push(posix.join(folder, name.slice(whiteoutPrefix.length)));
  } else if (header.type === 'link') {
    findings.entries.push({ path, hardLinkTo: normalise(header.linkname ?? '') });
  } else {
    const node = fileNode(header, sha256);
    findings.entries.push({ path, node });
    if (sha256 !== undefined) findings.starts.set(node, startOf(header));
  }
}

/** Where the content begins; the reader sets it, and its types do not say so. */
function startOf(header: Header): number {
  return (header as Header & { readonly byteOffset: number }).byteOffset;
}

/** `./a/b/`, `/a/b` and `a/b` are one path; the root itself is the empty one. */
function normalise(name: string): string {
  const path = posix.normalize(`/${name}`).replaceAll(/^\/+|\/+$/g, '');
  return path;
}

function fileNode(header: Header, sha256: string | undefined): FileNode {
  const attributes = extendedAttributes(header);
  return {
    type: nodeType(header.type),
    mode: (header.mode ?? 0) & 0o7777,
    userId: header.uid ?? 0,
    groupId: header.gid ?? 0,
    sizeBytes: sha256 === undefined ? 0 : (header.size ?? 0),
    ...(header.type === 'symlink' ? { link: header.linkname ?? '' } : {}),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(header.type?.endsWith('-device')
      ? { device: `${header.devmajor}:${header.devminor}` }
      : {}),
    ...(attributes === undefined ? {} : { extendedAttributes: attributes }),
  };
}

const specialTypes = ['directory', 'symlink', 'character-device', 'block-device', 'fifo'] as const;

function nodeType(type: Header['type']): FileNode['type'] {
  return specialTypes.find((special) => special === type) ?? 'file';
}

function extendedAttributes(header: Header): Record<string, string> | undefined {
  const attributes = Object.entries(header.pax ?? {})
    .filter(([name]) => name.startsWith(extendedAttributePrefix))
    .map(([name, value]) => [name, String(value)] as const);
  return attributes.length === 0 ? undefined : Object.fromEntries(attributes);
}

/**
 * The reader takes attributes for text, so that different bytes become one sign. The bytes of the
 * layer stand for them then: two such images never count as the same unless they are.
 */
function withUnreadAttributes(entry: LayerEntry, layerDigest: string): LayerEntry {
  if (!('node' in entry)) return entry;
  const attributes = entry.node.extendedAttributes ?? {};
  if (!Object.values(attributes).some((value) => value.includes('\uFFFD'))) return entry;
  const extendedAttributes = { ...attributes, layer: layerDigest };
  return { ...entry, node: { ...entry.node, extendedAttributes } };
}

/** Digests of the layers that the base images already keep, with the project that does. */
export function layerOwners(bases: readonly ImageDescription[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { project, layers } of bases) {
    // A base that itself builds on one names whoever really has the bytes.
    for (const { digest, from } of layers) owners.set(digest, from ?? project);
  }
  return owners;
}

export function describeLayer(
  { digest, sizeBytes }: Pick<Layer, 'digest' | 'sizeBytes'>,
  owners: ReadonlyMap<string, string>,
): ImageLayer {
  const from = owners.get(digest);
  return { digest, sizeBytes, ...(from === undefined ? {} : { from }) };
}

/** Paths of a root file system; two paths with the same object are hard links to one file. */
export type FileTree = ReadonlyMap<string, FileNode>;

/** The attributes of a folder that a tar only mentions in longer paths. */
export const impliedFolder: FileNode = {
  type: 'directory',
  mode: 0o755,
  userId: 0,
  groupId: 0,
  sizeBytes: 0,
};

/** Applies the layers in order, as a container runtime does, so that their boundaries disappear. */
export function mergeLayers(layers: readonly Layer[]): FileTree {
  const tree = new Map<string, FileNode>([['', impliedFolder]]);
  for (const layer of layers) {
    // Whiteouts speak of lower layers only, wherever in the tar they stand.
    for (const folder of layer.opaqueFolders) removeBelow(tree, folder);
    for (const path of layer.whiteouts) removeTree(tree, path);
    for (const entry of layer.entries) addEntry(tree, entry);
  }
  return tree;
}

function addEntry(tree: Map<string, FileNode>, entry: LayerEntry): void {
  const node = 'node' in entry ? entry.node : tree.get(entry.hardLinkTo);
  if (node === undefined) return;
  const replaced = tree.get(entry.path);
  if (replaced?.type === 'directory' && node.type !== 'directory') removeBelow(tree, entry.path);
  addImpliedFolders(tree, entry.path);
  tree.set(entry.path, node);
}

function addImpliedFolders(tree: Map<string, FileNode>, path: string): void {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    const known = tree.get(folder)?.type;
    // A link to a folder stays a link; any other file is replaced by the folder that is needed
    // there.
    if (known === 'directory' || known === 'symlink') return;
    tree.set(folder, impliedFolder);
  }
}

function removeTree(tree: Map<string, FileNode>, path: string): void {
  removeBelow(tree, path);
  tree.delete(path);
}

function removeBelow(tree: Map<string, FileNode>, folder: string): void {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const path of tree.keys()) {
    if (path !== '' && path.startsWith(prefix)) tree.delete(path);
  }
}

/**
 * The identity of what an image does at run time: sha256 over the merged file list and the runtime
 * configuration. Timestamps, layer boundaries and history are no part of it, so two builds of the
 * same files by different engines, at different times and places, have the same id.
 */
export function contentId(tree: FileTree, config: RuntimeConfig): string {
  const hash = createHash('sha256');
  const hardLinks = hardLinkNames(tree);
  for (const path of [...tree.keys()].sort()) {
    const node = tree.get(path);
    if (node !== undefined) hash.update(`${describe(path, node, hardLinks.get(node))}\n`);
  }
  hash.update(sortedJson(config));
  return hash.digest('hex');
}

/** The unpacked size on a node; hard links count once. */
export function sizeBytes(tree: FileTree): number {
  return [...new Set(tree.values())].reduce((total, node) => total + node.sizeBytes, 0);
}

function describe(path: string, node: FileNode, hardLink: string | undefined): string {
  return sortedJson({ path, ...node, hardLink });
}

/** Files with several names are named by the first of them, whichever a tar happens to store. */
function hardLinkNames(tree: FileTree): Map<FileNode, string> {
  const paths = new Map<FileNode, string[]>();
  for (const [path, node] of tree) {
    if (node.type === 'file') paths.set(node, [...(paths.get(node) ?? []), path]);
  }
  const linked = [...paths].filter(([, names]) => names.length > 1);
  return new Map(linked.map(([node, names]) => [node, names.sort()[0] ?? '']));
}
