import type { NxJsonConfiguration, Tree } from '@nx/devkit';
import { readNxJson } from '@nx/devkit';
import type { Options, PluginOptions } from '../inference/options.ts';
import { normaliseOptions } from '../inference/options.ts';

export const pluginName = '@taskora/nx-helm';

type Plugins = NonNullable<NxJsonConfiguration['plugins']>;

/** The plugin's entry in nx.json, which may be its bare name. */
export function registeredOptions(plugins: Plugins = []): PluginOptions | undefined {
  const entry = plugins.find(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === pluginName,
  );
  if (entry === undefined) return undefined;
  return typeof entry === 'string' ? {} : ((entry.options ?? {}) as PluginOptions);
}

export function isRegistered(tree: Tree): boolean {
  return registeredOptions(readNxJson(tree)?.plugins) !== undefined;
}

export function pluginOptions(tree: Tree): Options {
  return normaliseOptions(registeredOptions(readNxJson(tree)?.plugins));
}
