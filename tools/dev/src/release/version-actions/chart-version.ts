import { join } from 'node:path';
import type { Tree } from '@nx/devkit';

export const chartVersion = /^(version: )(.*)()$/m;
/** Of a chart whose product has its version. */
const sameAppVersion = /^(version: (.*)\n)(appVersion: )\2$/m;
const appVersion = /^(appVersion: )(.*)()$/m;
/** Of a library chart of the workspace, which has the version of the chart that depends on it. */
const libraryVersion = /^( +version: )(.*)(\n +repository: file:)/gm;

/**
 * A Chart.yaml with another version: its own, that of the app where both are one, and of the
 * workspace's charts that it depends on.
 */
export function withChartVersion(text: string, version: string): string {
  const together = text.replace(sameAppVersion, `$1$3${version}`);
  return [chartVersion, libraryVersion].reduce(
    (written, pattern) => written.replace(pattern, `$1${version}$3`),
    together,
  );
}

/** Writes a version into the chart of a project, if it has one: also that of what the chart deploys. */
export function writeChartVersion(tree: Tree, projectRoot: string, version: string): string[] {
  const file = join(projectRoot, 'chart', 'Chart.yaml');
  const text = tree.read(file, 'utf8');
  if (text === null) return [];
  tree.write(file, withChartVersion(text, version).replace(appVersion, `$1${version}$3`));
  return [`New version ${version} written to chart: ${file}`];
}
