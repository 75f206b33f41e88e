import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject } from '../plain-object.ts';
import { nxDataDirectory } from '../settings.ts';
import { readYaml } from '../yaml/read-yaml.ts';

/** What inference looks at in a Chart.yaml. */
export interface ChartDocument {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly type?: unknown;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly { readonly repository?: unknown }[];
}

/** What inference looks at in an environment file: the key that is for this plugin. */
export type EnvironmentSettings = Readonly<Record<string, unknown>>;

type Documents = Record<string, object>;

/** From the process before; what of it is not used again is forgotten. */
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

/** The same for an environment file; one that is no YAML is told of by the target that needs it. */
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

/** The first document; where there is none, nothing is in it. */
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

/** Keeps what this run used, in the folder where Nx keeps the like; where there is none, nothing. */
export function saveParsedCharts(workspaceRoot: string): void {
  if (!hasNew || !existsSync(nxDataDirectory(workspaceRoot))) return;
  const file = fileFor(workspaceRoot);
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, JSON.stringify(used));
    renameSync(unfinished, file);
  } catch {
    // The next run parses once more; a graph must not fail for a cache.
  }
  hasNew = false;
}

function fileFor(workspaceRoot: string): string {
  return join(nxDataDirectory(workspaceRoot), fileName);
}
