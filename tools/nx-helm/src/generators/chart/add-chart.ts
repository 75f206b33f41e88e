import { join, posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { generateFiles, getProjects } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Values } from '../../base/plain-object.ts';
import { isPlainObject } from '../../base/plain-object.ts';
import { readYaml } from '../../base/read-yaml.ts';
import type { Options } from '../../inference/options.ts';
import type { ChartKind } from '../names.ts';
import { kindCommands } from '../names.ts';
import type { ImageReference } from '../references.ts';

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
