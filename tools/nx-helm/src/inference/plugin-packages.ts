import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { createFileCache } from '../base/file-cache.ts';
import type { Inputs } from './options.ts';

const known = new Map<string, string | undefined>();

/** The plugin's folder relative to the workspace, if it is one of the workspace's own. */
function ownFolder(workspaceRoot: string): string | undefined {
  if (!known.has(workspaceRoot)) known.set(workspaceRoot, findOwnFolder(workspaceRoot));
  return known.get(workspaceRoot);
}

function findOwnFolder(workspaceRoot: string): string | undefined {
  return sourceFolder(workspaceRoot, join(import.meta.dirname, '..', '..'));
}

/** Relative to the workspace; none where npm installed it. */
function sourceFolder(workspaceRoot: string, path: string): string | undefined {
  const folder = relative(workspaceRoot, path);
  const isInstalled =
    folder.startsWith('..') || isAbsolute(folder) || folder.split(sep).includes('node_modules');
  return isInstalled ? undefined : folder.split(sep).join('/');
}

function isInWorkspace(workspaceRoot: string): boolean {
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
    `${root}/as-in-node_modules/executors.json`,
    `${root}/package.json`,
    ...baseSourceInputs(workspaceRoot),
  ];
}

/** What the plugin stands on is source of the same workspace. */
function baseSourceInputs(workspaceRoot: string): string[] {
  const code = dirname(createRequire(import.meta.url).resolve('@taskora/base/errors'));
  const folder = sourceFolder(workspaceRoot, code)?.split(sep).join('/');
  if (folder === undefined) return [];
  return [`{workspaceRoot}/${folder}/**/*`, `!{workspaceRoot}/${folder}/**/*.spec.ts`];
}

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
 * Searches the text: parsing it all takes longer than the few names that are needed. A package of
 * the workspace itself is a link: a project of the graph, and no external package.
 */
function isLocked(lock: string, name: string): boolean {
  const entry = new RegExp(`"node_modules/${escaped(name)}":\\s*\\{([^}]*)`).exec(lock);
  return entry !== null && !/"link":\s*true/.test(entry[1] ?? '');
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w@/-]/g, String.raw`\$&`);
}

/** A leading `!` takes files out again, as in any other list of Nx's inputs. */
const path = /^(!?)(?:\.\/)?((?!\/|!|[A-Za-z]:|.*\{|(?:.*\/)?\.\.(?:\/|$)).+)$/;

/** The plugin option `programsInputs`, as inputs of the targets that run those programs. */
export function programInputs(option: string): Inputs {
  return option
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, negation, inside] = path.exec(part) ?? [];
      if (inside === undefined) throw refused(part);
      return `${negation}{workspaceRoot}/${inside}`;
    });
}

function refused(part: string): UserError {
  return new UserError(
    'NXHELM_OPTION_INVALID',
    `the plugin option programsInputs has "${part}", which is not a path or glob below the workspace, or has braces`,
    'write it in nx.json like "tools/programs/versions.json, tools/programs/src/**/*"',
  );
}
