import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { git } from '../git/git.ts';

/**
 * Gives a worktree the packages of the present checkout, without a copy. Packages of the workspace
 * itself are linked to the worktree's own folders, so that a commit is seen by its own plugins.
 */
export async function linkModules(checkout: string, worktree: string): Promise<void> {
  const manifests = await git(worktree, [
    'ls-files',
    '-z',
    '--',
    'package.json',
    '**/package.json',
  ]);
  const folders = manifests
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => dirname(path));
  const real = await realpath(checkout);
  for (const folder of new Set(['.', ...folders])) {
    const source = join(real, folder, 'node_modules');
    if (existsSync(source)) await linkFolder(source, join(worktree, folder, 'node_modules'), real);
  }
}

async function linkFolder(source: string, target: string, checkout: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    // Caches are written to, and belong to the checkout.
    if (entry.name === '.cache') continue;
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory()) await linkFolder(from, to, checkout);
    else await symlink(await linkTarget(from, entry.isSymbolicLink(), checkout), to);
  }
}

/** A link to a folder of the workspace stays as it is, relative, and so points into the worktree. */
async function linkTarget(from: string, isLink: boolean, checkout: string): Promise<string> {
  if (!isLink) return from;
  const real = await realpath(from).catch(() => from);
  const inside = relative(checkout, real);
  const isOwn = !inside.startsWith('..') && !inside.split(sep).includes('node_modules');
  if (!isOwn) return real;
  const link = await readlink(from);
  return link.startsWith('/') ? join('..', inside) : link;
}
