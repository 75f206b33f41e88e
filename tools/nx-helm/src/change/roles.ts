import { posix } from 'node:path';
import type { ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { allLibraryFolders, readChart } from '../chart/chart-file.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ChangeKind } from '../release/record.ts';

/** What the projects and folders of a workspace are to one release. */
export interface Roles {
  /** Projects whose images the release's pods run. */
  readonly imageProjects: ReadonlySet<string>;
  /** Projects whose images those are built on, also those of the bases. */
  readonly baseProjects: ReadonlySet<string>;
  readonly chartFolder: string;
  readonly libraryFolders: readonly string[];
  /** What a file is to the release, by where it lies; no kind where only the owner can say. */
  of(path: string): Role;
  /** What a whole project is to it. */
  ofProject(project: string): Role;
}

export interface Role {
  readonly kind: ChangeKind;
  readonly name: string;
}

const containerExecutor = '@taskora/nx-helm:container';
const pluginPackage = '@taskora/nx-helm';

export function rolesFor(
  workspaceRoot: string,
  graph: ProjectGraph,
  { project, options }: DeployedRelease,
): Roles {
  const chartFolder = posix.normalize(options.chart);
  const libraryFolders =
    options.remote === undefined
      ? allLibraryFolders(
          workspaceRoot,
          readChart(workspaceRoot, posix.join(chartFolder, 'Chart.yaml')),
        )
      : [];
  const imageProjects = new Set(Object.values(options.images ?? {}));
  const baseProjects = basesOf(graph, imageProjects);
  const ownerOf = ownerFinder(graph);
  const ofProject = (name: string): Role => {
    if (name === project || imageProjects.has(name)) return { kind: 'source', name };
    if (baseProjects.has(name)) return { kind: 'base-image', name };
    return { kind: isPlugin(graph, name) ? 'plugin' : 'lib', name };
  };
  const libraryName = (folder: string): string =>
    projectOfChart(graph, folder) ?? readChart(workspaceRoot, `${folder}/Chart.yaml`).name;
  const valuesFiles = [
    `values-${options.environment}.yaml`,
    ...(options.remote === undefined ? [] : ['values.yaml']),
  ].map((name) => posix.join(chartFolder, name));
  const isOwnValues = (path: string): boolean => valuesFiles.includes(path);
  return {
    imageProjects,
    baseProjects,
    chartFolder,
    libraryFolders,
    ofProject,
    of: (path) => {
      if (isOwnValues(path)) return { kind: 'values', name: path };
      if (isBelow(path, chartFolder)) return { kind: 'chart', name: project };
      const library = libraryFolders.find((folder) => isBelow(path, folder));
      if (library !== undefined) return { kind: 'chart', name: libraryName(library) };
      const owner = ownerOf(path);
      return owner === undefined ? { kind: 'other', name: path } : ofProject(owner);
    },
  };
}

/** The project that is the chart itself; one that is only around it, as all of infra, is not. */
function projectOfChart(graph: ProjectGraph, folder: string): string | undefined {
  const roots = [folder, ...(posix.basename(folder) === 'chart' ? [posix.dirname(folder)] : [])];
  const byRoot = projectsByRoot(graph);
  return roots.map((root) => byRoot.get(posix.normalize(root))).find((name) => name !== undefined);
}

export function isBelow(path: string, folder: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

function basesOf(graph: ProjectGraph, images: ReadonlySet<string>): Set<string> {
  const bases = new Set<string>();
  const visit = (project: string): void => {
    for (const { executor, options } of Object.values(targetsOf(graph, project))) {
      if (executor !== containerExecutor) continue;
      for (const base of (options as { readonly bases?: readonly string[] })?.bases ?? []) {
        if (bases.has(base)) continue;
        bases.add(base);
        visit(base);
      }
    }
  };
  images.forEach(visit);
  return bases;
}

export function targetsOf(
  graph: ProjectGraph,
  project: string,
): NonNullable<ProjectConfiguration['targets']> {
  return graph.nodes[project]?.data.targets ?? {};
}

function isPlugin(graph: ProjectGraph, project: string): boolean {
  return graph.nodes[project]?.data.metadata?.js?.packageName === pluginPackage;
}

/** The project with the longest root above a path, as Nx decides it. */
function ownerFinder(graph: ProjectGraph): (path: string) => string | undefined {
  const byRoot = projectsByRoot(graph);
  return (path) => {
    for (let folder = path; folder !== '.'; folder = posix.dirname(folder)) {
      const owner = byRoot.get(folder);
      if (owner !== undefined) return owner;
    }
    return byRoot.get('.');
  };
}

/** A graph does not change, and each release asks for it. */
const rootsOfGraphs = new WeakMap<ProjectGraph, ReadonlyMap<string, string>>();

function projectsByRoot(graph: ProjectGraph): ReadonlyMap<string, string> {
  const known = rootsOfGraphs.get(graph);
  if (known !== undefined) return known;
  const byRoot = new Map(
    Object.values(graph.nodes).map(({ name, data }) => [posix.normalize(data.root), name]),
  );
  rootsOfGraphs.set(graph, byRoot);
  return byRoot;
}
