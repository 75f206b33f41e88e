import { isAbsolute, join, relative, sep } from 'node:path';
import type { Inputs } from './target-parts.ts';

/**
 * Nx does not count an executor's source among a task's inputs when the plugin lies in the same
 * workspace, so an edit to it would go unnoticed by the cache. An installed plugin needs none of this.
 */
export function pluginSourceInputs(workspaceRoot: string, folders: readonly string[]): Inputs {
  const source = relative(workspaceRoot, join(import.meta.dirname, '..'));
  const isInstalled =
    source.startsWith('..') || isAbsolute(source) || source.includes('node_modules');
  if (isInstalled) return [];
  const root = source.split(sep).join('/');
  return folders.flatMap((folder) => [
    `{workspaceRoot}/${root}/${folder}/**/*.ts`,
    `!{workspaceRoot}/${root}/${folder}/**/*.spec.ts`,
  ]);
}
