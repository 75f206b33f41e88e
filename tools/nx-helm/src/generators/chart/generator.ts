import { posix } from 'node:path';
import type { GeneratorCallback, ProjectConfiguration, Tree } from '@nx/devkit';
import { addProjectConfiguration, getProjects, readJson, updateJson } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Options } from '../../inference/options.ts';
import { initGenerator } from '../init/generator.ts';
import type { ChartKind } from '../names.ts';
import { chartKinds, checkedName, newFolder, oneOf } from '../names.ts';
import type { ImageReference } from '../references.ts';
import { parseReference } from '../references.ts';
import { format, isRegistered, pluginOptions } from '../workspace.ts';
import { addChart } from './add-chart.ts';

export interface ChartOptions {
  readonly name: string;
  readonly kind?: ChartKind;
  readonly port?: number;
  readonly image?: string;
  readonly library?: string;
  readonly directory?: string;
  readonly deploy?: boolean;
  readonly skipFormat?: boolean;
}

export async function chartGenerator(tree: Tree, given: ChartOptions): Promise<GeneratorCallback> {
  const install = isRegistered(tree)
    ? () => undefined
    : await initGenerator(tree, { skipFormat: true });
  const options = pluginOptions(tree);
  const project = checkedName(given.name, 'chart');
  const owner = getProjects(tree).get(project);
  const folder =
    owner === undefined
      ? newFolder(tree, given.directory ?? `infra/charts/${project}`, '--directory')
      : newChartFolder(tree, owner);
  addChart(
    tree,
    {
      project,
      folder,
      kind: oneOf(chartKinds, given.kind ?? 'other', '--kind'),
      port: given.port ?? 8080,
      library: given.library,
      ...imageOf(tree, project, owner, given.image, options),
    },
    options,
  );
  const tags = given.deploy === false ? [] : [options.deployTag];
  if (owner === undefined) {
    addProjectConfiguration(tree, project, {
      root: folder,
      projectType: 'library',
      tags,
      targets: {},
    });
  } else {
    addTags(tree, owner.root, tags);
  }
  await format(tree, given.skipFormat);
  return install;
}

export default chartGenerator;

/** A project has one chart: in its folder or the one below. */
function newChartFolder(tree: Tree, { root }: ProjectConfiguration): string {
  const present = [root, posix.join(root, 'chart')].find((candidate) =>
    tree.exists(posix.join(candidate, 'Chart.yaml')),
  );
  if (present === undefined) return newFolder(tree, posix.join(root, 'chart'), 'another project');
  throw new UserError(
    'NXHELM_FOLDER_EXISTS',
    `there is a chart in ${present} already`,
    `remove it, or edit ${present}/values.yaml`,
  );
}

function imageOf(
  tree: Tree,
  project: string,
  owner: ProjectConfiguration | undefined,
  given: string | undefined,
  { imagePrefix }: Options,
): { readonly imageProject: string; readonly image: ImageReference } {
  const ofProject = (name: string): ImageReference => ({
    repository: `docker.io/${imagePrefix}/${name}`,
    tag: '',
    digest: '',
  });
  const hasOwn = owner !== undefined && tree.exists(posix.join(owner.root, 'Dockerfile'));
  if (given === undefined && hasOwn) return { imageProject: '', image: ofProject(project) };
  if (given === undefined) {
    throw new UserError(
      'NXHELM_CHART_IMAGE',
      `${owner === undefined ? 'a chart that stands alone' : 'a project without a Dockerfile'} has no image of its own`,
      `npx nx g @taskora/nx-helm:chart ${project} --image <project or reference>`,
      { project },
    );
  }
  if (getProjects(tree).has(given)) return { imageProject: given, image: ofProject(given) };
  return { imageProject: '', image: parseReference(given, '--image') };
}

/** A project is described by project.json, or by its package.json alone. */
function addTags(tree: Tree, root: string, tags: readonly string[]): void {
  const file = `${root}/project.json`;
  if (tree.exists(file)) {
    updateJson<{ tags?: string[] }>(tree, file, (json) => withTags(json, tags));
    return;
  }
  const manifest = `${root}/package.json`;
  const { nx = {}, ...rest } = readJson<{ nx?: { tags?: string[] } }>(tree, manifest);
  updateJson(tree, manifest, () => ({ ...rest, nx: withTags(nx, tags) }));
}

function withTags<Described extends { tags?: string[] }>(
  described: Described,
  tags: readonly string[],
): Described {
  return { ...described, tags: [...new Set([...(described.tags ?? []), ...tags])] };
}
