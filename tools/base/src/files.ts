import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type writeFileAtomic from 'write-file-atomic';

const load = createRequire(import.meta.url);

/** Writes a file so that a reader sees the old content or the new, also after a loss of power. */
export function writeWhole(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  // Loaded late: most runs read files and write none.
  const { sync } = load('write-file-atomic') as typeof writeFileAtomic;
  sync(path, content, { mode });
}

export function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Like existsSync, but a link that leads nowhere counts as there. */
export const isPresent = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Points a link at a target in one move; true when that changed anything. */
export function pointLink(path: string, target: string): boolean {
  if (linkTarget(path) === target) return false;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.draft-${randomUUID()}`;
  // Windows lets everybody make a junction, and a link to a file only where the system is set so.
  symlinkSync(target, draft, isFolder(target) ? 'junction' : 'file');
  if (blocksRename(path)) rmSync(path, { recursive: true });
  renameSync(draft, path);
  return true;
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A file or folder in place of a link; on Windows a junction too, over which nothing can be moved. */
function blocksRename(path: string): boolean {
  if (!existsSync(path)) return false;
  return process.platform === 'win32' || !lstatSync(path).isSymbolicLink();
}

/** The files of a folder by their paths in it, which are written alike on every system. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => pathWithin(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** A path as git, Nx and hashes have it, from a folder on. */
export function pathWithin(folder: string, file: string, rules = { relative, sep }): string {
  return rules.relative(folder, file).split(rules.sep).join('/');
}

/** Twelve hex digits over the names and contents of all files of a folder. */
export function folderHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder)) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}
