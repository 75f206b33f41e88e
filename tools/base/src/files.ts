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
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
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
  symlinkSync(target, draft);
  if (existsSync(path) && !lstatSync(path).isSymbolicLink()) rmSync(path, { recursive: true });
  renameSync(draft, path);
  return true;
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
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
