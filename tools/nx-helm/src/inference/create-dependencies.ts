import { posix } from 'node:path';
import type {
  CreateDependencies,
  CreateDependenciesContext,
  DependencyType,
  RawProjectGraphDependency,
} from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { readChart } from '../chart/chart-file.ts';
import { dockerfileOf, readBaseImageProjects } from './container-source.ts';
import type { Options, PluginOptions } from './options.ts';
import { normaliseOptions } from './options.ts';
import type { DeclaredOptions } from './project-files.ts';

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
