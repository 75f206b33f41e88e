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
  if (locked !== undefined) return locked;
  if (!otherLockFiles.some((name) => existsSync(join(workspaceRoot, name)))) return () => false;
  const manifest = readText(join(workspaceRoot, 'package.json')) ?? '';
  return (name) =>
    manifest.includes(`"${name}": "`) && !manifest.includes(`"${name}": "workspace:`);
}

const otherLockFiles = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

const readText = createFileCache((text) => text);

const readLock = createFileCache((text) => {
  const known = new Map<string, boolean>();
  return (name: string): boolean => {
    const isKnown = known.get(name) ?? isLocked(text, name);
    known.set(name, isKnown);
    return isKnown;
  };
});

/**
 * Looked up in the text: parsing it all takes longer than the few names that are asked for. A
 * package of the workspace itself is a link: a project of the graph, and no external package.
 */
function isLocked(lock: string, name: string): boolean {
  const entry = new RegExp(`"node_modules/${escaped(name)}":\\s*\\{([^}]*)`).exec(lock);
  return entry !== null && !/"link":\s*true/.test(entry[1] ?? '');
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w@/-]/g, String.raw`\$&`);
}
