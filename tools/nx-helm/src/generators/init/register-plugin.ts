import type { Tree } from '@nx/devkit';
import { readJson, readNxJson, updateNxJson } from '@nx/devkit';
import { basename } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import type { Options, PluginOptions } from '../../inference/options.ts';
import { normaliseOptions } from '../../inference/options.ts';
import { pluginName, registeredOptions } from '../registration.ts';

/** Puts the plugin into nx.json. Options that are given win over those that stand there. */
export function registerPlugin(tree: Tree, wanted: PluginOptions): Options {
  const nxJson = readNxJson(tree) ?? {};
  const present = registeredOptions(nxJson.plugins);
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  ) as PluginOptions;
  const options = { ...(present ?? firstOptions(tree)), ...given };
  const normalised = normaliseOptions(options);
  refuseUnusableNames(normalised);
  if (present !== undefined && JSON.stringify(present) === JSON.stringify(options)) {
    return normalised;
  }
  const others = (nxJson.plugins ?? []).filter(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) !== pluginName,
  );
  const entry = { plugin: pluginName, options: { ...options } };
  updateNxJson(tree, { ...nxJson, plugins: [...others, entry] });
  return normalised;
}

/** What people most likely want to change is written down, though it is the default. */
function firstOptions(tree: Tree): PluginOptions {
  const { contexts, environmentsDirectory } = normaliseOptions();
  return { ...namesOfWorkspace(tree), contexts, environmentsDirectory };
}

function namesOfWorkspace(tree: Tree): PluginOptions {
  const manifest = tree.exists('package.json')
    ? readJson<{ name?: string }>(tree, 'package.json')
    : {};
  // A new workspace is called @<name>/source.
  const name = (manifest.name ?? '').replace(/\/source$/, '') || basename(tree.root);
  const usable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/.test(usable)
    ? { imagePrefix: usable, namespace: usable }
    : { imagePrefix: 'local', namespace: 'default' };
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function refuseUnusableNames({ namespace, imagePrefix }: Options): void {
  const isPrefix = imagePrefix
    .split('/')
    .every((part) => /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(part));
  if (label.test(namespace) && isPrefix) return;
  const [what, value] = isPrefix ? ['namespace', namespace] : ['imagePrefix', imagePrefix];
  throw new NxHelmError({
    code: 'NXHELM_NAME_INVALID',
    what: `the option ${what} is "${value}", which takes lower-case letters, digits and hyphens`,
    command: `npx nx g @taskora/nx-helm:init --${what} my-shop`,
  });
}
