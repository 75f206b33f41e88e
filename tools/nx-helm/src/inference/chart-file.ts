import { join, posix } from 'node:path';
import { NxHelmError, messageOf } from '../errors.ts';
import { createFileCache } from './file-cache.ts';
import type { ChartDocument } from './parsed-charts.ts';
import { parseChartText } from './parsed-charts.ts';

/** `image=image-postgres,tools=image-tools`: values keys and the projects whose images they name. */
export const imagesAnnotation = 'nx-helm/images';

export interface ChartFacts {
  readonly name: string;
  readonly directory: string;
  readonly isLibrary: boolean;
  /** Folders of the library charts that it names by `file://`, relative to the workspace. */
  readonly localDependencies: readonly string[];
  readonly declaredImages: Readonly<Record<string, string>> | undefined;
}

export function readChart(workspaceRoot: string, file: string): ChartFacts {
  const document = parseChart(workspaceRoot, file);
  const directory = posix.dirname(file);
  if (typeof document.name !== 'string' || typeof document.version !== 'string') {
    throw new NxHelmError({
      code: 'NXHELM_CHART_INCOMPLETE',
      what: `${file} lacks ${typeof document.name === 'string' ? 'version' : 'name'}, or it is not a string`,
      command: `add it to ${file}`,
    });
  }
  return {
    name: document.name,
    directory,
    isLibrary: document.type === 'library',
    localDependencies: (document.dependencies ?? [])
      .map(({ repository }) => repository)
      .filter((repository) => typeof repository === 'string')
      .filter((repository) => repository.startsWith('file://'))
      .map((repository) => posix.join(directory, repository.slice('file://'.length))),
    declaredImages: parseImages(file, document.annotations?.[imagesAnnotation]),
  };
}

const readYaml = createFileCache(parseChartText);

function parseChart(workspaceRoot: string, file: string): ChartDocument {
  let words = 'the file is not there';
  try {
    const document = readYaml(join(workspaceRoot, file));
    if (document !== undefined) return document;
  } catch (error) {
    words = messageOf(error);
  }
  throw new NxHelmError({
    code: 'NXHELM_CHART_UNREADABLE',
    what: `${file} cannot be read as YAML: ${words}`,
    command: `correct ${file}`,
  });
}

function parseImages(file: string, value: unknown): Record<string, string> | undefined {
  if (value === undefined) return undefined;
  const images: Record<string, string> = {};
  for (const pair of String(value)
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [key, project, rest] = pair.split('=').map((part) => part.trim());
    if (!key || !project || rest !== undefined) {
      throw new NxHelmError({
        code: 'NXHELM_CHART_IMAGES',
        what: `${file}: annotation ${imagesAnnotation} has "${pair}", which is not <values key>=<project>`,
        command: `write it like "image=my-service" in ${file}`,
      });
    }
    images[key] = project;
  }
  return images;
}

/** Library charts may build on others; all of them are part of what a chart renders. */
export function allLibraryFolders(workspaceRoot: string, chart: ChartFacts): string[] {
  const found = new Set<string>();
  const visit = (folders: readonly string[], above: readonly string[]): void => {
    for (const folder of folders) {
      if (above.includes(folder)) throw cycle([...above, folder]);
      found.add(folder);
      const { localDependencies } = readChart(workspaceRoot, posix.join(folder, 'Chart.yaml'));
      visit(localDependencies, [...above, folder]);
    }
  };
  visit(chart.localDependencies, [chart.directory]);
  return [...found];
}

/** Helm would copy the one into the other until the disk is full. */
function cycle(folders: readonly string[]): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_CHART_CYCLE',
    what: `charts depend on each other in a circle: ${folders.join(' -> ')}`,
    command: `remove one of these dependencies from its Chart.yaml`,
  });
}
