import { readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import type { GeneratorCallback, TargetConfiguration, Tree } from '@nx/devkit';
import {
  addProjectConfiguration,
  getProjects,
  NX_VERSION,
  readJson,
  readNxJson,
  updateNxJson,
  updateProjectConfiguration,
} from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { DependsOn, Options, PluginOptions, Targets } from '../../inference/options.ts';
import { normaliseOptions } from '../../inference/options.ts';
import { newFolder } from '../names.ts';
import {
  addLines,
  addPackages,
  defaultKubeVersion,
  format,
  pluginName,
  registeredOptions,
  versions,
} from '../workspace.ts';

export function addEnvironment(
  tree: Tree,
  { environmentsDirectory, environment }: Options,
  kubeVersion = defaultKubeVersion,
): void {
  const file = `${environmentsDirectory}/${environment}.yaml`;
  if (tree.exists(file)) return;
  tree.write(
    file,
    `# yaml-language-server: $schema=${schemaFrom(environmentsDirectory)}
# Values that every release of the environment ${environment} is given.
nxHelm:
  # What the manifests are rendered for; no cluster is asked, so a render is the same everywhere.
  kubeVersion: ${kubeVersion}
  # Values for single releases: name of the project, then its values.
  releases: {}
`,
  );
}

/** By which an editor completes and checks the file. */
function schemaFrom(environmentsDirectory: string): string {
  const schema = `node_modules/${pluginName}/src/chart/environment.schema.json`;
  return posix.relative(environmentsDirectory, schema);
}

/** Executors of all releases, so their targets belong to no single project. */
const workspaceExecutors = [
  'schemas',
  'plan',
  'forecast',
  'affected',
  'drift',
  'history',
  'prune',
  'watch',
  'adopt',
];

const packageFolder = join(import.meta.dirname, '..', '..', '..');

/** The project whose targets are about everything that is deployed. */
export function addInfraProject(tree: Tree, options: Options, directory: string): void {
  const present = getProjects(tree).get('infra');
  const targets = { ...deployTargets(options), ...workspaceTargets(options) };
  if (present === undefined) {
    const root = tree.exists(`${directory}/project.json`)
      ? newFolder(tree, directory, '--infraDirectory')
      : directory;
    addProjectConfiguration(tree, 'infra', { root, projectType: 'library', targets });
    return;
  }
  const own = present.targets ?? {};
  const missing = Object.entries(targets).filter(([name]) => !(name in own));
  if (missing.length === 0 || !tree.exists(`${present.root}/project.json`)) return;
  const declared = readJson<{ targets?: Targets }>(tree, `${present.root}/project.json`);
  updateProjectConfiguration(tree, 'infra', {
    ...present,
    targets: { ...declared.targets, ...Object.fromEntries(missing) },
  });
}

function overAll({ deployTag }: Options, target: string): DependsOn {
  return [{ projects: [`tag:${deployTag}`], target }];
}

function deployTargets(options: Options): Targets {
  const { deployTargetName, testTargetName } = options;
  const collect = (target: string, description: string): TargetConfiguration => ({
    executor: 'nx:noop',
    dependsOn: overAll(options, target),
    metadata: { description },
  });
  return {
    deploy: collect(deployTargetName, 'Builds and rolls out what changed, release by release'),
    [testTargetName]: collect(testTargetName, 'Runs the tests of every deployed release'),
  };
}

/** An entry for each that this version of the plugin brings. */
function workspaceTargets(options: Options): Targets {
  const { executors } = readPackageJson<ExecutorsFile>('as-in-node_modules/executors.json');
  const found = workspaceExecutors.flatMap((name) => {
    const entry = executors[name];
    return entry === undefined ? [] : [[name, workspaceTarget(name, entry, options)] as const];
  });
  return Object.fromEntries(found);
}

interface ExecutorEntry {
  readonly schema: string;
  readonly description: string;
}

interface ExecutorsFile {
  readonly executors: Readonly<Record<string, ExecutorEntry>>;
}

interface ExecutorSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/**
 * Options that are called as one of the plugin's and have to be given get its value; any other is
 * read from nx.json in each run. An environment is chosen by -c.
 */
function workspaceTarget(
  name: string,
  { schema, description }: ExecutorEntry,
  options: Options,
): TargetConfiguration {
  const { properties = {}, required = [] } = readPackageJson<ExecutorSchema>(
    `as-in-node_modules/${schema}`,
  );
  const values: Readonly<Record<string, string>> = { ...options };
  const filled = required.flatMap((option) =>
    values[option] === undefined ? [] : [[option, values[option]] as const],
  );
  const { environment } = options;
  return {
    executor: `@taskora/nx-helm:${name}`,
    cache: false,
    ...(filled.length === 0 ? {} : { options: Object.fromEntries(filled) }),
    ...('environment' in properties ? { configurations: { [environment]: { environment } } } : {}),
    metadata: { description },
  };
}

function readPackageJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(packageFolder, file), 'utf8')) as Content;
}

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
  throw new UserError(
    'NXHELM_NAME_INVALID',
    `the option ${what} is "${value}", which takes lower-case letters, digits and hyphens`,
    `npx nx g @taskora/nx-helm:init --${what} my-shop`,
  );
}

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
