import { createHash } from 'node:crypto';
import { digestOf } from '../assembly/read-contents.ts';
import type { Contents } from '../assembly/stage-tree.ts';
import type { FileNode, FileTree } from '../image/layers.ts';

/** What a folder holds at one path, as far as a process in the pod can compare it with an image's. */
export interface FolderEntry {
  readonly type: 'file' | 'directory' | 'symlink';
  /** Permission bits; a link has none of its own. */
  readonly mode: number;
  readonly sha256?: string;
  readonly link?: string;
}

/** By path, relative to the folder, which itself is none of its entries. */
export type FolderContent = ReadonlyMap<string, FolderEntry>;

/**
 * The content id of an application's folder: sha256 over type, mode, path and bytes of all that is in it.
 * Owners are no part of it, for a pod's user writes what root owns in the image; nor are dates. The
 * supervisors in the pods make the same sum.
 */
export function folderId(content: FolderContent): string {
  const hash = createHash('sha256');
  // By bytes: other languages order texts differently.
  const paths = [...content.keys()].map((path) => Buffer.from(path)).sort(Buffer.compare);
  for (const bytes of paths) {
    const path = bytes.toString();
    const entry = content.get(path);
    if (entry === undefined) continue;
    const { type, mode, sha256, link } = entry;
    hash.update(`${type}\0${mode.toString(8)}\0${path}\0${sha256 ?? link ?? ''}\n`);
  }
  return hash.digest('hex');
}

/** What has to be removed and written to make one content the other. */
export interface FolderChange {
  /** What is deepest first. */
  readonly remove: readonly string[];
  /** Folders before what is in them. */
  readonly write: readonly string[];
}

export function changeBetween(present: FolderContent, wanted: FolderContent): FolderChange {
  const remove = [...present.keys()].filter((path) => !wanted.has(path)).sort();
  const write = [...wanted]
    .filter(([path, entry]) => !isSame(present.get(path), entry))
    .map(([path]) => path)
    .sort();
  return { remove: remove.reverse(), write };
}

export function isEmptyChange({ remove, write }: FolderChange): boolean {
  return remove.length + write.length === 0;
}

function isSame(one: FolderEntry | undefined, other: FolderEntry): boolean {
  return (
    one?.type === other.type &&
    one.mode === other.mode &&
    one.sha256 === other.sha256 &&
    one.link === other.link
  );
}

const permissions = 0o777;
/** A pod's user can change only what it may write, so the supervisor's copy has these bits. */
const ownerWrites = 0o200;
const ownerWritesFolder = 0o700;

/** The part of an image's files that lies below a folder, as a pod's copy of it has to be. */
export async function contentBelow(
  tree: FileTree,
  folder: string,
  contents: Contents,
): Promise<FolderContent> {
  const prefix = `${folder.replaceAll(/^\/+|\/+$/g, '')}/`;
  const content = new Map<string, FolderEntry>();
  for (const [path, node] of tree) {
    if (!path.startsWith(prefix)) continue;
    const entry = await entryOf(node, contents);
    if (entry !== undefined) content.set(path.slice(prefix.length), entry);
  }
  return content;
}

async function entryOf(node: FileNode, contents: Contents): Promise<FolderEntry | undefined> {
  const mode = node.mode & permissions;
  switch (node.type) {
    case 'directory':
      return { type: 'directory', mode: mode | ownerWritesFolder };
    case 'symlink':
      return { type: 'symlink', mode: permissions, link: node.link ?? '' };
    case 'file': {
      const sha256 = await digestOf(contents.get(node), node.sizeBytes);
      return { type: 'file', mode: mode | ownerWrites, sha256 };
    }
    case 'block-device':
    case 'character-device':
    case 'fifo':
      return undefined;
  }
}
