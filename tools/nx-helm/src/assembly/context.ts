import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ignore } from '@balena/dockerignore';
import dockerignore from '@balena/dockerignore';
import type { FileNode } from '../image/layers.ts';
import { impliedFolder } from '../image/layers.ts';
import { Unsupported } from './engine-needed.ts';
import type { KnownContents } from './known-contents.ts';
import type { Contents } from './stage-tree.ts';
import { StageTree } from './stage-tree.ts';

export interface ContextPlace {
  readonly folder: string;
  /** The Dockerfile, whose own ignore file stands beside it. */
  readonly file: string;
  /** Windows has no modes that mean anything: there every file can be read, and none executed. */
  readonly hasModes: boolean;
  /** Files that stand in the place of what the folder has, by path; undefined is none, nor any below. */
  readonly changed?: ReadonlyMap<string, string | undefined>;
}

/** Reads what a build context has, without the contents and without what is ignored. */
export function readContext(
  place: ContextPlace,
  contents: Contents,
  knownContents: KnownContents,
): StageTree {
  const isIgnored = ignoreRules(place);
  const nodes = new Map<string, FileNode>();
  const linked = new Map<string, FileNode>();
  const walk = (folder: string): void => {
    for (const { name } of readdirSync(join(place.folder, folder), { withFileTypes: true })) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const verdict = isIgnored(path);
      if (verdict === 'whole') continue;
      const node = readNode(place, path, { contents, knownContents, linked });
      if (verdict === 'but perhaps for some below') {
        if (node.type === 'directory') refuseExceptions(place, path, isIgnored);
        continue;
      }
      nodes.set(path, node);
      if (node.type === 'directory') walk(path);
    }
  };
  walk('');
  applyChanges(nodes, place.changed ?? new Map(), { contents, knownContents });
  return new StageTree(nodes);
}

const plainMode = 0o644;

function applyChanges(
  nodes: Map<string, FileNode>,
  changed: ReadonlyMap<string, string | undefined>,
  { contents, knownContents }: Omit<ReadState, 'linked'>,
): void {
  for (const [path, file] of changed) {
    if (file === undefined) {
      for (const each of [...nodes.keys()])
        if (each === path || each.startsWith(`${path}/`)) nodes.delete(each);
      continue;
    }
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (!nodes.has(folder)) nodes.set(folder, impliedFolder);
    }
    const mode = nodes.get(path)?.mode ?? plainMode;
    const status = statSync(file, { bigint: true });
    const sizeBytes = Number(status.size);
    const node: FileNode = { type: 'file', mode, userId: 0, groupId: 0, sizeBytes };
    contents.set(node, knownContents.contentOf(file, status));
    nodes.set(path, node);
  }
}

/** The package's types name an export that Node does not see. */
const createIgnore = dockerignore as unknown as (options: object) => Ignore;

type Rules = (path: string) => 'kept' | 'whole' | 'but perhaps for some below';

/** The file that is named after the Dockerfile counts before the one of the context. */
function ignoreRules({ folder, file }: ContextPlace): Rules {
  const text = textOf(`${file}.dockerignore`) ?? textOf(join(folder, '.dockerignore'));
  const patterns = (text ?? '').split(/\r?\n/).filter((line) => !/^(?:#|\s*$)/.test(line));
  const strange = patterns.find((pattern) => !/^[\w.*?/!@ -]+$/.test(pattern));
  if (strange !== undefined)
    throw new Unsupported(`the pattern ${strange} of .dockerignore needs an engine`);
  const ignore = createIgnore({ ignorecase: false }).add(patterns);
  const hasExceptions = patterns.some((pattern) => pattern.trim().startsWith('!'));
  const found = hasExceptions ? 'but perhaps for some below' : 'whole';
  return (path) => (patterns.length > 0 && ignore.ignores(path) ? found : 'kept');
}

/** Engines differ in the folder that they make for a file which an exception brings back. */
function refuseExceptions({ folder }: ContextPlace, ignored: string, isIgnored: Rules): void {
  const names = readdirSync(join(folder, ignored), { recursive: true }).map(String);
  const kept = names.find(
    (name) => isIgnored(`${ignored}/${name.replaceAll('\\', '/')}`) === 'kept',
  );
  if (kept === undefined) return;
  throw new Unsupported(
    `an exception of .dockerignore below ${ignored}, which is ignored, needs an engine`,
  );
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

interface ReadState {
  readonly contents: Contents;
  readonly knownContents: KnownContents;
  /** Files that may have other names. */
  readonly linked: Map<string, FileNode>;
}

function readNode(
  { folder, hasModes }: ContextPlace,
  path: string,
  { contents, knownContents, linked }: ReadState,
): FileNode {
  const file = join(folder, path);
  const status = lstatSync(file, { bigint: true });
  const common = { userId: 0, groupId: 0, sizeBytes: 0 };
  if (status.isSymbolicLink()) {
    const target = readlinkSync(file);
    const link = hasModes ? target : target.replaceAll('\\', '/');
    return { ...common, type: 'symlink', mode: 0o777, link };
  }
  const mode = Number(status.mode) & 0o7777;
  if (status.isDirectory()) return hasModes ? { ...impliedFolder, mode } : impliedFolder;
  if (!status.isFile()) return { ...common, type: 'fifo', mode };
  const key = `${status.dev}:${status.ino}`;
  const other = status.nlink > 1n ? linked.get(key) : undefined;
  if (other !== undefined) return other;
  const node: FileNode = {
    ...common,
    type: 'file',
    mode: hasModes ? mode : 0o644,
    sizeBytes: Number(status.size),
  };
  contents.set(node, knownContents.contentOf(file, status));
  linked.set(key, node);
  return node;
}
