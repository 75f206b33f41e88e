import { join } from 'node:path';
import type { Tree } from '@nx/devkit';

/** Writes a version into the chart of a project, if it has one: the chart's own and that of what it deploys. */
export function writeChartVersion(tree: Tree, projectRoot: string, version: string): string[] {
  const file = join(projectRoot, 'chart', 'Chart.yaml');
  const text = tree.read(file, 'utf8');
  if (text === null) return [];
  tree.write(file, text.replaceAll(/^(version|appVersion): .*$/gm, `$1: ${version}`));
  return [`New version ${version} written to chart: ${file}`];
}
