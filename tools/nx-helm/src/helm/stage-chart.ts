import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { allLibraryFolders, readChart } from '../inference/chart-file.ts';

/** What `helm dependency build` would write into the source tree; a staged chart gets its own. */
const madeByHelm = new Set(['charts', 'Chart.lock', 'tmpcharts']);

/**
 * Copies a chart with the local charts it depends on into a folder of its own, as Helm wants them.
 * The source tree is never written, so two tasks can stage one library at the same time.
 */
export async function stageChart(
  workspaceRoot: string,
  chart: string,
  target: string,
): Promise<void> {
  const facts = readChart(workspaceRoot, `${chart}/Chart.yaml`);
  // Before anything is written: charts that need each other would be copied without end.
  allLibraryFolders(workspaceRoot, facts);
  const { localDependencies } = facts;
  const source = join(workspaceRoot, chart);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(source, target, {
    recursive: true,
    filter: (path) => localDependencies.length === 0 || !isMadeByHelm(source, path),
  });
  for (const dependency of localDependencies) {
    const { name } = readChart(workspaceRoot, `${dependency}/Chart.yaml`);
    await stageChart(workspaceRoot, dependency, join(target, 'charts', name));
  }
}

function isMadeByHelm(source: string, path: string): boolean {
  return [...madeByHelm].some((name) => path === join(source, name));
}
