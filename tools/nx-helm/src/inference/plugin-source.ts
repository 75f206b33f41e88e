import { isAbsolute, join, relative, sep } from 'node:path';
import type { Inputs } from './target-parts.ts';

const known = new Map<string, string | undefined>();

/** The plugin's folder relative to the workspace, if it is one of the workspace's own. */
function ownFolder(workspaceRoot: string): string | undefined {
  if (!known.has(workspaceRoot)) known.set(workspaceRoot, findOwnFolder(workspaceRoot));
  return known.get(workspaceRoot);
}

function findOwnFolder(workspaceRoot: string): string | undefined {
  const folder = relative(workspaceRoot, join(import.meta.dirname, '..', '..'));
  const isInstalled =
    folder.startsWith('..') || isAbsolute(folder) || folder.split(sep).includes('node_modules');
  return isInstalled ? undefined : folder.split(sep).join('/');
}

export function isInWorkspace(workspaceRoot: string): boolean {
  return ownFolder(workspaceRoot) !== undefined;
}

/**
 * Nx does not count an executor's source among a task's inputs when the plugin lies in the same
 * workspace, so an edit to it would go unnoticed by the cache. All of it is named, because a list
 * of what one executor imports goes stale without a sign. The price is that an edit anywhere in the
 * plugin runs each cached target once more; images and renders keep their tags and fingerprints, so
 * nothing rolls. Only the generators are left out, which no executor imports. An installed plugin
 * needs none of this.
 */
export function pluginSourceInputs(workspaceRoot: string): Inputs {
  const folder = ownFolder(workspaceRoot);
  if (folder === undefined) return [];
  const root = folder === '' ? '{workspaceRoot}' : `{workspaceRoot}/${folder}`;
  return [
    `${root}/src/**/*`,
    `!${root}/src/**/*.spec.ts`,
    `!${root}/src/testing/**/*`,
    `!${root}/src/generators/**/*`,
    `${root}/executors.json`,
    `${root}/package.json`,
  ];
}
