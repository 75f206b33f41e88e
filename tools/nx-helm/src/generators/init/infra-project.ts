import type { TargetConfiguration, Tree } from '@nx/devkit';
import {
  addProjectConfiguration,
  getProjects,
  readJson,
  updateProjectConfiguration,
} from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../../inference/options.ts';
import type { DependsOn, Targets } from '../../inference/target-parts.ts';
import { newFolder } from '../names.ts';

/** Executors that look at all releases at once, so they belong to no single project. */
const workspaceExecutors = [
  'schemas',
  'plan',
  'forecast',
  'affected',
  'drift',
  'history',
  'prune',
  'watch',
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
  const { executors } = readPackageJson<ExecutorsFile>('executors.json');
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
  const { properties = {}, required = [] } = readPackageJson<ExecutorSchema>(schema);
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
