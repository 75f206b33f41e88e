import type { ExecutorContext } from '@nx/devkit';
import type { Options, PluginOptions } from '../inference/options.ts';
import { normaliseOptions } from '../inference/options.ts';

const pluginName = '@taskora/nx-helm';

/**
 * The options that nx.json gives the plugin. A target that a project declares itself, such as those
 * that `init` writes, has no copy of them that somebody would have to change with nx.json.
 */
export function pluginOptionsOf({ nxJsonConfiguration }: ExecutorContext): Options {
  const plugins = nxJsonConfiguration.plugins ?? [];
  const found = plugins.find(
    (each) => typeof each !== 'string' && each.plugin.startsWith(pluginName),
  );
  return normaliseOptions(
    typeof found === 'object' ? (found.options as PluginOptions | undefined) : undefined,
  );
}
