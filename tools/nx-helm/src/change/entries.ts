import { posix } from 'node:path';
import type { ProjectGraph, ProjectGraphExternalNode, TargetConfiguration } from '@nx/devkit';
import type { PlainObject, Values } from '../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../base/plain-object.ts';
import { environmentValue } from '../base/settings.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { TaskPlan } from './nx-plans.ts';
import type { Role, Roles } from './roles.ts';
import { isBelow } from './roles.ts';
import type { FileReader, GroupBuilder, InputGroup, Scope } from './snapshot.ts';
import { contentHash, dataHash, entryKey, sortedEntries } from './snapshot.ts';

/** What each function that adds entries reads. */
export interface SnapshotFacts {
  readonly workspaceRoot: string;
  readonly projectGraph: ProjectGraph;
  readonly release: DeployedRelease;
  readonly roles: Roles;
  readonly templateTask: string;
  readonly tasks: readonly TaskPlan[];
  readonly reader: FileReader;
  /** What a command prints, which is the same for all releases. */
  readonly outputOf: (command: string) => Promise<string>;
  readonly builder: GroupBuilder;
}

/**
 * Nx hashes the whole configuration of a project into each of its tasks. Each target that makes the
 * release has an entry of its own; the rest, which can only cause a run with an equal result, has
 * one entry.
 */
export function addConfiguration({ projectGraph, tasks, roles, builder }: SnapshotFacts): void {
  const making = new Set(tasks.map(({ project, target }) => `${project}:${target}`));
  const projects = new Set(tasks.flatMap(({ configuredProjects }) => configuredProjects));
  for (const name of [...projects].toSorted()) {
    const data = projectGraph.nodes[name]?.data;
    if (data === undefined) continue;
    const { root, tags = [], namedInputs = {}, targets = {} } = data;
    const place = { ...roleOf(name), scope: 'build' } as const;
    const rest: Record<string, unknown> = {};
    for (const [target, configuration] of Object.entries(targets)) {
      const id = `${name}:${target}`;
      const decisive = decisiveParts(configuration);
      if (making.has(id)) builder.add(place, entryKey('target', id), dataHash(decisive));
      else rest[target] = decisive;
    }
    const all = { root, tags: tags.toSorted(), namedInputs, targets: rest };
    builder.add(place, entryKey('configuration', name), dataHash(all));
  }

  /** A library chart is a project too, and an edit of its project.json is one of the chart's. */
  function roleOf(project: string): Role {
    const root = projectGraph.nodes[project]?.data.root ?? '';
    const role = roles.of(`${root}/project.json`);
    return role.kind === 'other' ? roles.ofProject(project) : role;
  }
}

const ownExecutors = '@taskora/nx-helm:';

/**
 * A target's description decides nothing, and Nx does not hash it. The entries of the values cover
 * which environments there are and which is used, so an edit of each project does not repeat it.
 */
function decisiveParts({ metadata, ...decisive }: TargetConfiguration): object {
  void metadata;
  if (decisive.executor?.startsWith(ownExecutors) !== true) return decisive;
  const { configurations, options, ...rest } = decisive;
  void configurations;
  const { environment, ...others } = (options ?? {}) as PlainObject;
  void environment;
  return { ...rest, options: others };
}

const requirementsFile =
  /^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|lock|in)$|^requirements\.lock$/;
const pinned = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:\[[^\]]*\])?\s*===?\s*([^\s;\\#]+)/;
const lockedPackage = /^\[\[package\]\]\s*\nname = "([^"]+)"\s*\nversion = "([^"]+)"/gm;

/** Whether a file's name says that it lists Python packages. */
export function listsPythonPackages(path: string): boolean {
  const name = posix.basename(path);
  return requirementsFile.test(name) || name === 'uv.lock' || name === 'poetry.lock';
}

/** Name and version of every package that a requirements or lock file pins. */
export function pythonPackages(path: string, content: string): Map<string, string> {
  const isLock = /^(?:uv|poetry)\.lock$/.test(posix.basename(path));
  const found = isLock ? [...content.matchAll(lockedPackage)] : pinnedLines(content);
  return new Map(found.map(([, name = '', version = '']) => [normalised(name), version]));
}

function pinnedLines(content: string): RegExpExecArray[] {
  return content
    .split('\n')
    .map((line) => pinned.exec(line.trim()))
    .filter((match) => match !== null);
}

/** As the Python Packaging Authority compares names. */
function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** All files that the tasks read, with the packages that a Python lock file names. */
export async function addFiles(facts: SnapshotFacts): Promise<void> {
  const built = new Set(
    facts.tasks.filter(({ id }) => id !== facts.templateTask).flatMap(({ files }) => files),
  );
  const all = new Set(facts.tasks.flatMap(({ files }) => files));
  const read = [...all].map(async (path) => ({ path, content: await facts.reader.read(path) }));
  for (const { path, content } of await Promise.all(read)) {
    if (content !== undefined) addFile(facts, path, content, built.has(path));
  }
}

function addFile(facts: SnapshotFacts, path: string, content: Buffer, isBuilt: boolean): void {
  const { builder, roles, release } = facts;
  // The entries of the values say which of them reach this release.
  if (!isBuilt && isBelow(path, release.options.environmentsDirectory)) return;
  const role = roles.of(path);
  const scope = scopeOf(role, isBuilt);
  const place = { ...onlyForChecks(role, isBuilt), scope };
  builder.add(place, entryKey('file', path), fileValue(path, content));
  if (!listsPythonPackages(path)) return;
  for (const [name, version] of pythonPackages(path, content.toString('utf8'))) {
    builder.add(place, entryKey('python', `${path}\t${name}`), version);
  }
}

function scopeOf({ kind }: Role, isBuilt: boolean): Scope {
  return !isBuilt && (kind === 'chart' || kind === 'values') ? 'render' : 'build';
}

/** What no build reads is no library of the release, but something that its checks run. */
function onlyForChecks(role: Role, isBuilt: boolean): Role {
  return !isBuilt && role.kind === 'lib' ? { kind: 'other', name: role.name } : role;
}

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];

/** For a manifest also a hash without its packages, whose versions have entries of their own. */
function fileValue(path: string, content: Buffer): string {
  const hash = contentHash(content);
  if (posix.basename(path) !== 'package.json') return hash;
  try {
    const rest = Object.entries(JSON.parse(content.toString('utf8')) as object).filter(
      ([field]) => !dependencyFields.includes(field),
    );
    return `${hash} ${dataHash(rest)}`;
  } catch {
    return hash;
  }
}

/**
 * Packages of the lock file that decide a task; those of a base image alone belong to it. Gives the
 * names of those that the workspace itself imports or names, in any project; sorted.
 */
export function addPackages({
  projectGraph,
  builder,
  roles,
  tasks,
}: SnapshotFacts): readonly string[] {
  const isBase = ({ project }: TaskPlan): boolean => roles.baseProjects.has(project);
  const own = tasks.filter((one) => !isBase(one));
  if (own.some(({ hasAllPackages }) => hasAllPackages)) {
    const all = allPackagesOf(projectGraph);
    builder.addWhole(all.group);
    return all.direct;
  }
  const seen = new Set<string>();
  const add = (place: Omit<InputGroup, 'entries'>, task: TaskPlan): void => {
    for (const node of packagesOf(projectGraph, task)) {
      if (seen.has(node.name)) continue;
      seen.add(node.name);
      builder.add(place, entryKey('npm', shortName(node.name)), packageValue(node));
    }
  };
  for (const task of own) add(npmPackages, task);
  for (const task of tasks.filter(isBase)) {
    add({ ...roles.ofProject(task.project), scope: 'build' }, task);
  }
  return chosenOf(projectGraph, [...seen].map(shortName));
}

const npmPackages = { kind: 'package', name: 'npm', scope: 'build' } as const;

/** A task that says nothing about packages depends on all, and so does each of the list. */
function packagesOf(graph: ProjectGraph, task: TaskPlan): ProjectGraphExternalNode[] {
  const nodes = graph.externalNodes ?? {};
  if (task.hasAllPackages) return Object.values(nodes);
  return task.packages.flatMap((name) => nodes[name] ?? []);
}

interface AllPackages {
  readonly group: InputGroup;
  readonly direct: readonly string[];
}

const allPackages = new WeakMap<ProjectGraph, AllPackages>();

/** Thousands of them, which are the same for each release. */
function allPackagesOf(graph: ProjectGraph): AllPackages {
  const known = allPackages.get(graph);
  if (known !== undefined) return known;
  const nodes = Object.values(graph.externalNodes ?? {});
  const entries = Object.fromEntries(
    nodes.map((node) => [entryKey('npm', shortName(node.name)), packageValue(node)] as const),
  );
  const names = nodes.map(({ name }) => shortName(name));
  const all = {
    group: { ...npmPackages, entries: sortedEntries(entries) },
    direct: chosenOf(graph, names),
  };
  allPackages.set(graph, all);
  return all;
}

function packageValue({ data }: ProjectGraphExternalNode): string {
  return `${data.version} ${contentHash(data.hash ?? '')}`;
}

function chosenOf(graph: ProjectGraph, names: readonly string[]): string[] {
  const chosen = chosenIn(graph);
  return names.filter((name) => chosen.has(name)).toSorted();
}

/** A graph does not change, and each release asks for it. */
const chosenPackages = new WeakMap<ProjectGraph, ReadonlySet<string>>();

function chosenIn(graph: ProjectGraph): ReadonlySet<string> {
  const known = chosenPackages.get(graph);
  if (known !== undefined) return known;
  const chosen = new Set(
    Object.keys(graph.nodes).flatMap((project) =>
      (graph.dependencies[project] ?? []).map(({ target }) => shortName(target)),
    ),
  );
  chosenPackages.set(graph, chosen);
  return chosen;
}

function shortName(node: string): string {
  return node.replace(/^npm:/, '');
}

/** Nx adds it to every task; it says nothing about what the task makes. */
const ofNxItself = new Set(['NX_CLOUD_ENCRYPTION_KEY']);

/**
 * What tasks ask the machine: commands of nx.json or project.json, and variables. One that is not
 * set leaves no entry, for an image names many that hardly any machine has.
 */
export async function addRuntime({ outputOf, tasks, builder }: SnapshotFacts): Promise<void> {
  const commands = new Set(tasks.flatMap(({ runtime }) => runtime));
  for (const command of [...commands].toSorted()) {
    const output = await outputOf(command);
    const place = { kind: 'other', name: command, scope: 'build' } as const;
    builder.add(place, entryKey('runtime', command), contentHash(output));
  }
  const variables = new Set(tasks.flatMap(({ environment }) => environment));
  for (const name of [...variables].toSorted().filter((one) => !ofNxItself.has(one))) {
    const value = environmentValue(name);
    if (value === undefined) continue;
    const place = { kind: 'other', name, scope: 'build' } as const;
    builder.add(place, entryKey('environment', name), contentHash(value));
  }
}

/** The values of the environment that reach this release; those of others are no input of it. */
export function addValues({ workspaceRoot, release, builder }: SnapshotFacts): void {
  const { environment: name, environmentsDirectory } = release.options;
  const { kubeVersion, apiVersions, registry, sharedValues, releaseValues } = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    name,
    release.project,
  );
  const file = `${environmentsDirectory}/${name}.yaml`;
  const values = mergePlainObjects(sharedValues, releaseValues[release.project] ?? {});
  // An environment without a registry has the same record as before there were any.
  const nxHelm = { kubeVersion, apiVersions, ...(registry === undefined ? {} : { registry }) };
  for (const [key, value] of flattened({ ...values, nxHelm })) {
    const place = { kind: 'values', name: file, scope: 'render' } as const;
    builder.add(place, entryKey('value', `${file}\t${key}`), dataHash(value));
  }
}

function flattened(values: Values, prefix = ''): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]) =>
    isPlainObject(value) && Object.keys(value).length > 0
      ? flattened(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value] satisfies [string, unknown]],
  );
}
