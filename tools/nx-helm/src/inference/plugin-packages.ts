import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const lock = readText(join(workspaceRoot, 'package-lock.json'));
  if (lock !== undefined) {
    return (name) => lock.includes(`"node_modules/${name}": {`) && !isLinked(lock, name);
  }
  if (!otherLockFiles.some((name) => existsSync(join(workspaceRoot, name)))) return () => false;
  const manifest = readText(join(workspaceRoot, 'package.json')) ?? '';
  return (name) =>
    manifest.includes(`"${name}": "`) && !manifest.includes(`"${name}": "workspace:`);
}

const otherLockFiles = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** A package of the workspace itself is a project of the graph, and no external package. */
function isLinked(lock: string, name: string): boolean {
  const start = lock.indexOf(`"node_modules/${name}": {`);
  return lock.slice(start, lock.indexOf('}', start)).includes('"link": true');
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
