import { join } from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { addProjectConfiguration, generateFiles } from '@nx/devkit';
import { initGenerator } from '../init/generator.ts';
import { checkedName, newProjectFolder } from '../names.ts';
import { format, fromLine, isRegistered, pluginOptions, tagList } from '../workspace.ts';

export interface ImageOptions {
  readonly name: string;
  readonly from: string;
  readonly directory?: string;
  readonly tags?: string;
  readonly skipFormat?: boolean;
}

export async function imageGenerator(tree: Tree, given: ImageOptions): Promise<GeneratorCallback> {
  const install = isRegistered(tree)
    ? () => undefined
    : await initGenerator(tree, { skipFormat: true });
  const { imagePrefix } = pluginOptions(tree);
  const name = checkedName(given.name, 'image');
  const root = newProjectFolder(tree, name, given.directory ?? `infra/images/${name}`);
  const from = fromLine(tree, given.from, imagePrefix, '--from');
  generateFiles(tree, join(import.meta.dirname, 'files'), root, { name, from, imagePrefix });
  addProjectConfiguration(tree, name, {
    root,
    projectType: 'library',
    tags: tagList(given.tags),
    targets: {},
  });
  await format(tree, given.skipFormat);
  return install;
}

export default imageGenerator;
