import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nxDataDirectory } from '../settings.ts';

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
  const yaml = createRequire(import.meta.url)('yaml') as { parse(text: string): unknown };
  const { name, version, type, annotations, dependencies } = (yaml.parse(text) ??
    {}) as ChartDocument;
  return {
    name,
    version,
    type,
    ...(annotations && { annotations }),
    ...(dependencies && { dependencies }),
  };
}

/** Part of the name, so that another version of this plugin starts anew. */
const fileName = 'nx-helm-charts-1.json';

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
