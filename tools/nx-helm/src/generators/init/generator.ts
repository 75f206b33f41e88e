import type { GeneratorCallback, Tree } from '@nx/devkit';
import { NX_VERSION, readJson } from '@nx/devkit';
import type { PluginOptions } from '../../inference/options.ts';
import { pluginName } from '../registration.ts';
import { versions } from '../versions.ts';
import { addLines, addPackages, format } from '../write.ts';
import { addEnvironment } from './environment.ts';
import { addInfraProject } from './infra-project.ts';
import { registerPlugin } from './register-plugin.ts';

export interface InitOptions extends Pick<
  PluginOptions,
  | 'namespace'
  | 'imagePrefix'
  | 'contexts'
  | 'environment'
  | 'environmentsDirectory'
  | 'programsDirectory'
  | 'schemasDirectory'
> {
  readonly kubeVersion?: string;
  readonly infraDirectory?: string;
  readonly skipFormat?: boolean;
  readonly skipPackageJson?: boolean;
}

/** Each step adds what is missing and nothing else, so a second run changes nothing. */
export async function initGenerator(tree: Tree, given: InitOptions): Promise<GeneratorCallback> {
  const { kubeVersion, infraDirectory = 'infra', skipFormat, skipPackageJson, ...wanted } = given;
  const options = registerPlugin(tree, wanted);
  addEnvironment(tree, options, kubeVersion);
  addInfraProject(tree, options, infraDirectory);
  addLines(tree, '.gitignore', ['dist', '.nx-helm']);
  if (tree.exists('.prettierignore')) addLines(tree, '.prettierignore', ['**/templates/*.yaml']);
  const install = skipPackageJson ? () => undefined : addPeers(tree);
  await format(tree, skipFormat);
  return install;
}

export default initGenerator;

/** What the plugin needs beside it; the package itself is there, or this would not run. */
function addPeers(tree: Tree): GeneratorCallback {
  const { name } = readJson<{ name?: string }>(tree, 'package.json');
  if (name === pluginName) return () => undefined;
  return addPackages(
    tree,
    {},
    {
      '@nx-tools/nx-container': versions.nxContainer,
      '@nx/devkit': NX_VERSION,
    },
  );
}
