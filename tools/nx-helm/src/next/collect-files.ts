import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** One file of the output: its path in the image, and where its content is now. */
export type OutputFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly source: string; readonly isExecutable: boolean }
  | { readonly path: string; readonly link: string };

/** Secrets of the machine that builds must never get into an image; Next copies these files. */
const environmentFile = /^\.env(\..+)?$/;

/**
 * Lists a folder with its links resolved: a link that stays inside is kept, relative, so that a
 * package loaded by two ways is still one module; one that leaves is replaced by what it shows.
 */
export function collectFiles(folder: string, prefix: string): OutputFile[] {
  const root = realpathSync(folder);
  return walk({ root, folder: root, prefix });
}

interface Place {
  /** Links that end below this folder are kept. */
  readonly root: string;
  readonly folder: string;
  readonly prefix: string;
}

function walk({ root, folder, prefix }: Place): OutputFile[] {
  return readdirSync(folder).flatMap((name) => {
    if (environmentFile.test(name)) return [];
    const source = join(folder, name);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const status = lstatSync(source);
    if (status.isSymbolicLink()) return resolveLink({ root, folder, prefix: path }, source);
    if (status.isDirectory()) return walk({ root, folder: source, prefix: path });
    return status.isFile() ? [file(source, path)] : [];
  });
}

function file(source: string, path: string): OutputFile {
  return { path, source, isExecutable: (statSync(source).mode & 0o111) !== 0 };
}

function resolveLink({ root, folder, prefix: path }: Place, source: string): OutputFile[] {
  const real = realPathOf(source);
  // Next's tracing keeps links to packages of which it needed no file: nothing can be loaded there.
  if (real === undefined) return [];
  if (isBelow(root, real)) return [{ path, link: relativeLink(root, folder, source) }];
  if (statSync(real).isFile()) return [file(real, path)];
  return walk({ root: real, folder: real, prefix: path });
}

function realPathOf(source: string): string | undefined {
  try {
    return realpathSync(source);
  } catch {
    return undefined;
  }
}

function relativeLink(root: string, folder: string, source: string): string {
  const target = readlinkSync(source);
  const absolute = isAbsolute(target) ? target : join(dirname(source), target);
  const place = isBelow(root, absolute) ? absolute : realpathSync(source);
  return relative(folder, place).split(sep).join('/');
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
