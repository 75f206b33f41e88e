import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

type Charts = Record<string, ChartDocument>;

/** From the process before; what of it is not used again is forgotten. */
let known: Charts = {};
let knownOf: string | undefined;
/** Of this process, which may make many graphs. */
const used: Charts = {};
let hasNew = false;

/**
 * Parses a Chart.yaml, unless one of the same text has been parsed before. Reading YAML, and loading
 * the library for it, would be the longest part of a graph in a process that has no daemon.
 */
export function parseChartText(text: string): ChartDocument {
  const key = createHash('sha256').update(text).digest('base64url');
  const document = used[key] ?? known[key] ?? parseYaml(text);
  hasNew ||= !(key in known) && !(key in used);
  used[key] = document;
  return document;
}

function parseYaml(text: string): ChartDocument {
  const [document] = readYaml(text, { duplicates: 'refused' });
  const { name, version, type, annotations, dependencies } = (document?.value ??
    {}) as ChartDocument;
  return {
    name: asText(name),
    version: asText(version),
    type,
    ...(annotations && { annotations }),
    ...(dependencies && { dependencies }),
  };
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
    known = JSON.parse(readFileSync(fileFor(workspaceRoot), 'utf8')) as Charts;
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
