import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFileCache } from './file-cache.ts';
import { isInWorkspace } from './plugin-source.ts';
import type { Inputs } from './target-parts.ts';

const pluginName = '@taskora/nx-helm';

/**
 * The npm packages that decide what a target makes. Nx hashes each with all that it depends on, but
 * stops with an error at one that its graph does not have, so only those are named that are there.
 */
export function packageInputs(workspaceRoot: string, packages: readonly string[]): Inputs {
  // An installed plugin is itself such a package; one of the workspace is known by its source.
  const all = isInWorkspace(workspaceRoot) ? packages : [pluginName, ...packages];
  const isKnown = knownPackages(workspaceRoot);
  return [{ externalDependencies: all.filter(isKnown) }];
}

/** npm's lock file lists what Nx takes into its graph; with another manager the root's own list does. */
function knownPackages(workspaceRoot: string): (name: string) => boolean {
  const locked = readLock(join(workspaceRoot, 'package-lock.json'));
  if (locked !== undefined) return (name) => locked.has(name);
  if (!otherLockFiles.some((name) => existsSync(join(workspaceRoot, name)))) return () => false;
  const manifest = readText(join(workspaceRoot, 'package.json')) ?? '';
  return (name) =>
    manifest.includes(`"${name}": "`) && !manifest.includes(`"${name}": "workspace:`);
}

const otherLockFiles = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

const readText = createFileCache((text) => text);

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly link?: boolean }>>;
}

const installed = 'node_modules/';

/** A package of the workspace itself is a link: a project of the graph, and no external package. */
const readLock = createFileCache((text) => {
  const entries = Object.entries(parsed(text).packages ?? {});
  const names = entries
    .filter(([path, { link }]) => path.startsWith(installed) && link !== true)
    .map(([path]) => path.slice(installed.length));
  return new Set(names);
});

/** A lock file that is half merged is told by npm and Nx, in words of their own. */
function parsed(text: string): Lock {
  try {
    return JSON.parse(text) as Lock;
  } catch {
    return {};
  }
}
