import { join } from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import {
  addProjectConfiguration,
  generateFiles,
  offsetFromRoot,
  runTasksInSerial,
} from '@nx/devkit';
import { addChart } from '../chart/generator.ts';
import { initGenerator } from '../init/generator.ts';
import type { ServiceKind } from '../names.ts';
import { checkedName, newProjectFolder, oneOf, serviceKinds } from '../names.ts';
import {
  addLines,
  addPackages,
  defaultBaseImages,
  format,
  fromLine,
  isRegistered,
  pluginOptions,
  tagList,
} from '../workspace.ts';
import type { Service } from './parts.ts';
import { partsOf } from './parts.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly kind: ServiceKind;
  readonly baseImage?: string;
  readonly port?: number;
  readonly library?: string;
  readonly directory?: string;
  readonly tags?: string;
  readonly skipFormat?: boolean;
  readonly skipPackageJson?: boolean;
}

/** Nx writes the tree only when a generator ends well, so whatever is refused here leaves nothing. */
export async function serviceGenerator(
  tree: Tree,
  given: ServiceOptions,
): Promise<GeneratorCallback> {
  const installs: GeneratorCallback[] = [];
  const { skipPackageJson = false } = given;
  if (!isRegistered(tree)) {
    installs.push(await initGenerator(tree, { skipFormat: true, skipPackageJson }));
  }
  const options = pluginOptions(tree);
  const service = checkedService(tree, given, options.imagePrefix);
  const { name, kind, root } = service;
  const parts = partsOf(tree, service);
  generateFiles(tree, join(import.meta.dirname, 'files', kind), root, {
    ...service,
    imagePrefix: options.imagePrefix,
    offset: offsetFromRoot(root),
    module: name.replaceAll('-', '_'),
  });
  addChart(
    tree,
    {
      ...service,
      project: name,
      folder: `${root}/chart`,
      imageProject: '',
      image: { repository: `docker.io/${options.imagePrefix}/${name}`, tag: '', digest: '' },
    },
    options,
  );
  addProjectConfiguration(tree, name, {
    root,
    projectType: 'application',
    sourceRoot: `${root}/src`,
    tags: [options.deployTag, ...tagList(given.tags)],
    targets: parts.targets,
  });
  addLines(tree, '.gitignore', parts.ignored);
  if (!skipPackageJson) installs.push(addPackages(tree, parts.packages, parts.devPackages));
  await format(tree, given.skipFormat);
  return runTasksInSerial(...installs);
}

export default serviceGenerator;

function checkedService(tree: Tree, given: ServiceOptions, imagePrefix: string): Service {
  const name = checkedName(given.name, 'service');
  const kind = oneOf(serviceKinds, given.kind, '--kind');
  return {
    name,
    kind,
    root: newProjectFolder(tree, name, given.directory ?? `apps/${name}`),
    port: given.port ?? (kind === 'fastapi' ? 8000 : 3000),
    from: fromLine(tree, given.baseImage ?? defaultBaseImages[kind], imagePrefix, '--baseImage'),
    library: given.library,
  };
}
