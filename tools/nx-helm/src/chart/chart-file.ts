import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { writeWhole } from '@taskora/base/files';
import { createFileCache } from '../base/file-cache.ts';
import { isPlainObject } from '../base/plain-object.ts';
import { readYaml } from '../base/read-yaml.ts';
import { nxDataDirectory } from '../base/settings.ts';
import { databaseAnnotation, noDatabase } from './database-annotation.ts';
import type { RemoteDependency } from './remote-chart.ts';
import { isRemote } from './remote-chart.ts';

/** The fields of a Chart.yaml that inference reads. */
interface ChartDocument {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly type?: unknown;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly Dependency[];
}

interface Dependency {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly repository?: unknown;
}

/** The field of an environment file that inference reads: the key that is for this plugin. */
type EnvironmentSettings = Readonly<Record<string, unknown>>;

type Documents = Record<string, object>;

/** Documents that an earlier process parsed; those not used again are dropped. */
let known: Documents = {};
let knownOf: string | undefined;
/** Of this process, which may make many graphs. */
const used: Documents = {};
let hasNew = false;

/**
 * Parses a Chart.yaml, unless one of the same text has been parsed before. Reading YAML, and loading
 * the library for it, would be the longest part of a graph in a process that has no daemon.
 */
export function parseChartText(text: string): ChartDocument {
  return remembered('', text, () => {
    const { name, version, type, annotations, dependencies } = parseYaml(text) as ChartDocument;
    return {
      name: asText(name),
      version: asText(version),
      type,
      ...(annotations && { annotations }),
      ...(dependencies && { dependencies }),
    };
  });
}

/**
 * The same for an environment file; the target that needs the file reports one that is not YAML.
 */
export function parseSettingsText(text: string): EnvironmentSettings {
  return remembered('environment ', text, () => {
    try {
      const { nxHelm } = parseYaml(text) as { readonly nxHelm?: unknown };
      return isPlainObject(nxHelm) ? nxHelm : {};
    } catch {
      return {};
    }
  });
}

function remembered<Document extends object>(
  kind: string,
  text: string,
  parse: () => Document,
): Document {
  const key = `${kind}${createHash('sha256').update(text).digest('base64url')}`;
  const document = (used[key] ?? known[key] ?? parse()) as Document;
  hasNew ||= !(key in known) && !(key in used);
  used[key] = document;
  return document;
}

/** The first document, or an empty one. */
function parseYaml(text: string): object {
  const [document] = readYaml(text, { duplicates: 'refused' });
  return (document?.value ?? {}) as object;
}

/** Helm takes a number or a truth for the text that it prints as, where it wants text. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Part of the name, so that another version of this plugin starts anew. */
const fileName = 'nx-helm-charts-2.json';

/** What another process has parsed; a file that is damaged or not there is the same as an empty one. */
export function loadParsedCharts(workspaceRoot: string): void {
  if (knownOf === workspaceRoot) return;
  knownOf = workspaceRoot;
  try {
    known = JSON.parse(readFileSync(fileFor(workspaceRoot), 'utf8')) as Documents;
  } catch {
    known = {};
  }
}

/** Saves what this run used, in the folder of Nx's own caches, if there is one. */
export function saveParsedCharts(workspaceRoot: string): void {
  if (!hasNew || !existsSync(nxDataDirectory(workspaceRoot))) return;
  try {
    writeWhole(fileFor(workspaceRoot), JSON.stringify(used));
  } catch {
    // The next run parses once more; a graph must not fail for a cache.
  }
  hasNew = false;
}

function fileFor(workspaceRoot: string): string {
  return join(nxDataDirectory(workspaceRoot), fileName);
}

/** `image=image-postgres,tools=image-tools`: values keys and the projects whose images they name. */
const imagesAnnotation = 'nx-helm/images';

/** `platform,api`: releases that a preview with this one has to have, too, as they share a database or a key. */
const previewWithAnnotation = 'nx-helm/preview-with';

/** `true` says that the chart has the overlay of a development session, by the values `live`. */
const liveAnnotation = 'nx-helm/live';

export interface ChartFacts {
  readonly name: string;
  readonly directory: string;
  readonly isLibrary: boolean;
  /** Folders of the library charts that it names by `file://`, relative to the workspace. */
  readonly localDependencies: readonly string[];
  /** Those that are in a repository. */
  readonly remoteDependencies: readonly RemoteDependency[];
  /** Names of those without a repository, which Helm takes from the folder `charts` alone. */
  readonly vendoredDependencies: readonly string[];
  readonly declaredImages: Readonly<Record<string, string>> | undefined;
  /** Whether it has the overlay of a development session. */
  readonly isLive: boolean;
}

export function readChart(workspaceRoot: string, file: string): ChartFacts {
  const document = parseChart(workspaceRoot, file);
  const directory = posix.dirname(file);
  if (typeof document.name !== 'string' || typeof document.version !== 'string') {
    throw new UserError(
      'NXHELM_CHART_INCOMPLETE',
      `${file} lacks ${typeof document.name === 'string' ? 'version' : 'name'}, or it is not a string`,
      `add it to ${file}`,
    );
  }
  const dependencies = document.dependencies ?? [];
  return {
    name: document.name,
    directory,
    isLibrary: document.type === 'library',
    remoteDependencies: dependencies.flatMap(({ name, version, repository }) =>
      isRemote(repository)
        ? [{ name: String(name), range: String(version ?? '*'), repository }]
        : [],
    ),
    vendoredDependencies: dependencies
      .filter(({ repository }) => repository === undefined || repository === '')
      .map(({ name }) => String(name)),
    localDependencies: dependencies
      .map(({ repository }) => repository)
      .filter((repository) => typeof repository === 'string')
      .filter((repository) => repository.startsWith('file://'))
      .map((repository) => posix.join(directory, repository.slice('file://'.length))),
    declaredImages: parseImages(file, document.annotations?.[imagesAnnotation]),
    isLive: String(document.annotations?.[liveAnnotation]) === 'true',
  };
}

/** Whether its chart says that the release has no database, by the annotation that hooks have, too. */
export function saysNoDatabase(workspaceRoot: string, folder: string): boolean {
  const file = posix.join(folder, 'Chart.yaml');
  if (!existsSync(join(workspaceRoot, file))) return false;
  const { annotations } = parseChart(workspaceRoot, file);
  return annotations?.[databaseAnnotation] === noDatabase;
}

/** The releases that come along into a preview of this chart's; a chart of a repository names none. */
export function readPreviewWith(workspaceRoot: string, folder: string): readonly string[] {
  const file = posix.join(folder, 'Chart.yaml');
  if (!existsSync(join(workspaceRoot, file))) return [];
  const { annotations } = parseChart(workspaceRoot, file);
  return String(annotations?.[previewWithAnnotation] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

const readYamlFile = createFileCache(parseChartText);

function parseChart(workspaceRoot: string, file: string): ChartDocument {
  let reason = 'the file is not there';
  try {
    const document = readYamlFile(join(workspaceRoot, file));
    if (document !== undefined) return document;
  } catch (error) {
    reason = messageOf(error);
  }
  throw new UserError(
    'NXHELM_CHART_UNREADABLE',
    `${file} cannot be read as YAML: ${reason}`,
    `correct ${file}`,
  );
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
      throw new UserError(
        'NXHELM_CHART_IMAGES',
        `${file}: annotation ${imagesAnnotation} has "${pair}", which is not <values key>=<project>`,
        `write it like "image=my-service" in ${file}`,
      );
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
function cycle(folders: readonly string[]): UserError {
  return new UserError(
    'NXHELM_CHART_CYCLE',
    `charts depend on each other in a circle: ${folders.join(' -> ')}`,
    `remove one of these dependencies from its Chart.yaml`,
  );
}
