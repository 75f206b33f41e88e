import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** dist/deploys/<project>.json: what the last run did, for whoever sums up. */
export interface DeployReport {
  readonly release: string;
  readonly action: 'skipped' | 'installed' | 'upgraded' | 'healed' | 'failed';
  readonly revision: number;
  readonly reason: string;
  readonly durationSeconds: number;
}

export async function writeReport(workspaceRoot: string, report: DeployReport): Promise<void> {
  const folder = join(workspaceRoot, 'dist', 'deploys');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${report.release}.json`), `${JSON.stringify(report)}\n`);
}
