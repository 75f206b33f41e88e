import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type {
  CreateDependencies,
  CreateDependenciesContext,
  CreateNodes,
  CreateNodesResult,
  DependencyType,
  RawProjectGraphDependency,
} from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import {
  allLibraryFolders,
  loadParsedCharts,
  readChart,
  saveParsedCharts,
} from '../chart/chart-file.ts';
import { parseRemoteChart, remoteChartField } from '../chart/remote-chart.ts';
import { chartTargets } from './chart-targets.ts';
import {
  dockerfileOf,
  imagesOf,
  projectsWhoseImageIsUsed,
  readBaseImageProjects,
} from './container-source.ts';
import type { EnvironmentPlaces } from './environments.ts';
import { placed, readEnvironmentNames, readEnvironmentPlaces } from './environments.ts';
import { imageTargets } from './image-targets.ts';
import type { Options, PluginOptions, Targets } from './options.ts';
import { normaliseOptions } from './options.ts';
import type { DeclaredOptions, DeclaredProject } from './project-files.ts';
import { readOwner } from './project-files.ts';

/**
 * Makes the nodes of each file; one broken file is an error of its own, and Nx still gets the rest.
 * The devkit has the same function. It is loaded only for its error, because loading it takes
 * longer than all of this plugin's work.
 */
async function nodesFromFiles(
  files: readonly string[],
  nodesOf: (file: string) => CreateNodesResult,
): Promise<[string, CreateNodesResult][]> {
  const results: [string, CreateNodesResult][] = [];
  const errors: [string, Error][] = [];
  for (const file of files) {
    try {
      const nodes = nodesOf(file);
      if (nodes.projects !== undefined) results.push([file, nodes]);
    } catch (error) {
      errors.push([file, error instanceof Error ? error : new Error(String(error))]);
    }
  }
  if (errors.length === 0) return results;
  const { AggregateCreateNodesError } = await import('@nx/devkit');
  throw new AggregateCreateNodesError(errors, results);
}

/** Everything that one file's targets depend on besides the file itself. */
interface Surroundings {
  readonly workspaceRoot: string;
  readonly options: Options;
  readonly usedImages: ReadonlySet<string>;
  readonly environments: readonly string[];
  readonly places: EnvironmentPlaces;
}

/** Pure in the files of the workspace: no git, no clock, no environment and no cluster is asked. */
export const createNodes: CreateNodes<PluginOptions> = [
  '**/{Dockerfile,Chart.yaml,project.json}',
  (files, given, context) => {
    const { workspaceRoot } = context;
    const options = normaliseOptions(given);
    loadParsedCharts(workspaceRoot);
    const { environmentsDirectory } = options;
    const environments = readEnvironmentNames(workspaceRoot, environmentsDirectory);
    const surroundings: Surroundings = {
      workspaceRoot,
      options,
      usedImages: projectsWhoseImageIsUsed(workspaceRoot, files),
      environments,
      places: readEnvironmentPlaces(workspaceRoot, environmentsDirectory, environments),
    };
    const nodes = nodesFromFiles(files, (file) => nodesOf(file, surroundings));
    saveParsedCharts(workspaceRoot);
    return nodes;
  },
];

function nodesOf(file: string, surroundings: Surroundings): CreateNodesResult {
  const project = readOwner(surroundings.workspaceRoot, file);
  if (project === undefined) return {};
  const { options, places } = surroundings;
  const found = targetsIn[posix.basename(file)]?.(file, project, surroundings) ?? {};
  if (Object.keys(found).length === 0) return {};
  const targets = placed(found, options, places);
  return {
    projects: { [project.root]: { root: project.root, targets: withExplicitContinuous(targets) } },
  };
}

type TargetsOf = (file: string, project: DeclaredProject, around: Surroundings) => Targets;

/** By the name of the file that brings them. */
const targetsIn: Readonly<Record<string, TargetsOf>> = {
  Dockerfile: targetsOfDockerfile,
  'Chart.yaml': targetsOfChart,
  'project.json': targetsOfRemoteChart,
};

/**
 * Where a target does not say whether it is continuous, Nx reads the executor's schema to find out:
 * of all that a graph costs because of this plugin, that was the longest part.
 */
function withExplicitContinuous(targets: Targets): Targets {
  const entries = Object.entries(targets).map(
    ([name, target]) => [name, { continuous: false, ...target }] as const,
  );
  return Object.fromEntries(entries);
}

function targetsOfDockerfile(
  file: string,
  project: DeclaredProject,
  { workspaceRoot, options, usedImages, environments }: Surroundings,
): Targets {
  const declared = project.targetOptions.get(options.containerTargetName);
  const dockerfile = dockerfileOf(file, project, declared);
  const bases = readBaseImageProjects(workspaceRoot, dockerfile, options.imagePrefix, declared);
  const isLoaded = usedImages.has(project.name);
  return imageTargets({ workspaceRoot, project, bases, isLoaded, environments, options });
}

function targetsOfChart(
  file: string,
  project: DeclaredProject,
  { workspaceRoot, options, environments }: Surroundings,
): Targets {
  const chart = readChart(workspaceRoot, file);
  const libraryFolders = allLibraryFolders(workspaceRoot, chart);
  const images = imagesOf(workspaceRoot, project, chart);
  const libraries = libraryFolders.map((folder) =>
    readChart(workspaceRoot, `${folder}/Chart.yaml`),
  );
  const isLocked = [chart, ...libraries].some((each) => each.remoteDependencies.length > 0);
  return chartTargets({
    workspaceRoot,
    project,
    chart,
    isLocked,
    libraryFolders,
    images,
    environments,
    options,
  });
}

/** A project may name a chart of a repository instead of having one; its images are built by nobody here. */
function targetsOfRemoteChart(
  _file: string,
  project: DeclaredProject,
  { workspaceRoot, options, environments }: Surroundings,
): Targets {
  const { name, root, metadata } = project;
  const remote = parseRemoteChart(metadata[remoteChartField], name);
  if (remote === undefined) return {};
  const own = ['Chart.yaml', 'chart/Chart.yaml'].map((file) => posix.join(root, file));
  const second = own.find((file) => existsSync(join(workspaceRoot, file)));
  if (second !== undefined) throw twoCharts(name, second);
  return chartTargets({
    workspaceRoot,
    project,
    remote,
    chart: { directory: root, isLibrary: false, isLive: false },
    isLocked: true,
    libraryFolders: [],
    images: {},
    environments,
    options,
  });
}

function twoCharts(project: string, file: string): UserError {
  return new UserError(
    'NXHELM_CHART_REMOTE',
    `its project.json names a chart of a repository, and it has ${file}, too`,
    `remove ${file} or metadata.${remoteChartField}, or name the other chart as a dependency in ${file}`,
    { project },
  );
}

/** Edges that only the Dockerfiles and charts know: to base images, library charts and used images. */
export const createDependencies: CreateDependencies<PluginOptions> = (given, context) => {
  const options = normaliseOptions(given);
  const projectByRoot = new Map(
    Object.entries(context.projects).map(([name, { root }]) => [root, name]),
  );
  return Object.entries(context.filesToProcess.projectFileMap).flatMap(([source, files]) =>
    files.flatMap(({ file }) =>
      readable(() => targetsOfFile({ file, source }, options, context, projectByRoot))
        .filter((target) => target !== source && target in context.projects)
        .map((target): RawProjectGraphDependency => edge(source, target, file)),
    ),
  );
};

/** createNodes has reported a file that cannot be read; a second report would be no clearer. */
function readable(targets: () => string[]): string[] {
  try {
    return targets();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** The value of the devkit's enumeration; loading the devkit for one value takes too long. */
const staticDependency = 'static' as DependencyType.static;

function edge(source: string, target: string, sourceFile: string): RawProjectGraphDependency {
  return { source, target, sourceFile, type: staticDependency };
}

function targetsOfFile(
  { file, source }: { readonly file: string; readonly source: string },
  options: Options,
  { workspaceRoot, projects }: CreateDependenciesContext,
  projectByRoot: ReadonlyMap<string, string>,
): string[] {
  const kind = posix.basename(file);
  if (kind === 'Dockerfile') {
    const { root = '', targets } = projects[source] ?? {};
    const declared = targets?.[options.containerTargetName]?.options as DeclaredOptions | undefined;
    const dockerfile = dockerfileOf(file, { name: source, root }, declared);
    return readBaseImageProjects(workspaceRoot, dockerfile, options.imagePrefix, declared);
  }
  if (kind !== 'Chart.yaml') return [];
  const chart = readChart(workspaceRoot, file);
  const libraries = chart.localDependencies.map((folder) => ownerOf(folder, projectByRoot));
  return [
    ...libraries.filter((name) => name !== undefined),
    ...Object.values(chart.declaredImages ?? {}),
  ];
}

function ownerOf(folder: string, projectByRoot: ReadonlyMap<string, string>): string | undefined {
  return projectByRoot.get(folder) ?? projectByRoot.get(posix.dirname(folder));
}
