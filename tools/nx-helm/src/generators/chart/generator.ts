import { join, posix } from 'node:path';
import type { GeneratorCallback, ProjectConfiguration, Tree } from '@nx/devkit';
import {
  addProjectConfiguration,
  generateFiles,
  getProjects,
  readJson,
  updateJson,
} from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Values } from '../../base/plain-object.ts';
import { isPlainObject } from '../../base/plain-object.ts';
import { readYaml } from '../../base/read-yaml.ts';
import type { Options } from '../../inference/options.ts';
import { initGenerator } from '../init/generator.ts';
import type { ChartKind } from '../names.ts';
import { chartKinds, checkedName, kindCommands, newFolder, oneOf } from '../names.ts';
import type { ImageReference } from '../workspace.ts';
import { format, isRegistered, parseReference, pluginOptions } from '../workspace.ts';

interface LibraryChart {
  readonly name: string;
  readonly version: string;
  /** From the chart that uses it. */
  readonly path: string;
  /** Whether its values are under `exports.defaults`, where a chart can import them from. */
  readonly hasDefaults: boolean;
  /** Values of the library that have no use until the chart says something about them. */
  readonly needs: {
    readonly drainCommand: boolean;
    readonly migration: boolean;
    readonly testCommand: boolean;
  };
}

/** What a chart has to know of the library chart that its templates come from. */
function readLibrary(tree: Tree, project: string, chartFolder: string): LibraryChart {
  const folder = libraryFolder(tree, project);
  const { name, version } = readMapping(tree, `${folder}/Chart.yaml`);
  const isUsable = typeof name === 'string' && typeof version === 'string';
  if (!isUsable || !definesObjects(tree, folder, name)) {
    throw unfit(project, `its chart ${folder} does not define "${String(name)}.objects"`);
  }
  const { exports: exported } = readMapping(tree, `${folder}/values.yaml`);
  const defaults =
    isPlainObject(exported) && isPlainObject(exported['defaults']) ? exported['defaults'] : {};
  return {
    name,
    version,
    path: posix.relative(chartFolder, folder),
    hasDefaults: Object.keys(defaults).length > 0,
    needs: {
      drainCommand: has(defaults, 'rollout', 'drainCommand'),
      migration: has(defaults, 'migration', 'enabled'),
      testCommand: has(defaults, 'test', 'command'),
    },
  };
}

function libraryFolder(tree: Tree, project: string): string {
  const root = getProjects(tree).get(project)?.root;
  if (root === undefined) throw unfit(project, 'the workspace has no such project');
  const folder = [root, posix.join(root, 'chart')].find(
    (candidate) => readMapping(tree, `${candidate}/Chart.yaml`)['type'] === 'library',
  );
  if (folder === undefined) throw unfit(project, `${root} has no library chart`);
  return folder;
}

function definesObjects(tree: Tree, folder: string, chart: string): boolean {
  const templates = `${folder}/templates`;
  return tree
    .children(templates)
    .some((file) => tree.read(`${templates}/${file}`, 'utf8')?.includes(`"${chart}.objects"`));
}

function readMapping(tree: Tree, file: string): Values {
  const text = tree.read(file, 'utf8') ?? '';
  const document = readYaml(text, { duplicates: 'last wins' })[0]?.value;
  return isPlainObject(document) ? document : {};
}

function has(values: Values, section: string, key: string): boolean {
  const part = values[section];
  return isPlainObject(part) && key in part;
}

function unfit(project: string, what: string): UserError {
  return new UserError(
    'NXHELM_LIBRARY_UNFIT',
    `no chart can be made from the library: ${what}`,
    'name the project of a library chart by --library, or leave the option out',
    { project },
  );
}

interface NewChart {
  readonly project: string;
  readonly folder: string;
  readonly kind: ChartKind;
  readonly port: number;
  /** Project whose image the chart names, where it is not the chart's own. */
  readonly imageProject: string;
  /** What stands in values.yaml; the image of a project gets its tag when it is rendered. */
  readonly image: ImageReference;
  readonly library?: string | undefined;
}

/** Writes a chart's files. The caller has made sure that its folder is new. */
export function addChart(tree: Tree, chart: NewChart, options: Options): void {
  const library =
    chart.library === undefined ? undefined : readLibrary(tree, chart.library, chart.folder);
  const substitutions = {
    ...chart,
    library,
    chart: chart.project,
    description: `Runs ${chart.project}.`,
    commands: kindCommands[chart.kind],
    memory: chart.kind === 'next' ? '128Mi' : '64Mi',
    hostVariable: chart.kind === 'next' ? 'HOSTNAME' : 'HOST',
    environmentsDirectory: options.environmentsDirectory,
  };
  for (const part of ['common', library === undefined ? 'own' : 'library']) {
    generateFiles(tree, join(import.meta.dirname, 'files', part), chart.folder, substitutions);
  }
}

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
