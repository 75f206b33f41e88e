import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** dist/deploys/<project>.json: what the last run did, for whoever sums up. */
export interface DeployReport {
  readonly release: string;
  readonly action:
    'skipped' | 'installed' | 'upgraded' | 'healed' | 'failed' | 'blocked' | 'left-out';
  readonly revision: number;
  readonly reason: string;
  readonly durationSeconds: number;
}

/** dist/builds/<project>.json: no output of a task, so that a cache hit leaves the last real build in it. */
interface BuildReport {
  readonly reference: string;
  readonly builtAt: string;
  readonly durationSeconds: number;
}

/** dist/loads/<project>.json: whether the last run had to load the image, or to push it. */
interface LoadReport {
  readonly reference: string;
  readonly action: 'present' | 'loaded' | 'pushed';
  readonly durationSeconds: number;
}

interface Reports {
  readonly builds: BuildReport;
  readonly deploys: DeployReport;
  readonly loads: LoadReport;
}

export async function writeReport<Kind extends keyof Reports>(
  workspaceRoot: string,
  kind: Kind,
  project: string,
  report: Reports[Kind],
): Promise<void> {
  const folder = join(workspaceRoot, 'dist', kind);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${project}.json`), `${JSON.stringify(report)}\n`);
}

export function readReport<Kind extends keyof Reports>(
  workspaceRoot: string,
  kind: Kind,
  project: string,
): Reports[Kind] | undefined {
  const file = join(workspaceRoot, 'dist', kind, `${project}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Reports[Kind]) : undefined;
}

export function secondsSince(startMilliseconds: number): number {
  return (Date.now() - startMilliseconds) / 1000;
}
