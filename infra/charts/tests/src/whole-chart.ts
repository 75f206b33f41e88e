import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helm, rendered } from './helm.ts';
import { chartFolder, optionalReleases, releases, workspaceRoot } from './workspace.ts';

export const wholeChart = join(workspaceRoot, 'infra/charts/taskora');
const library = join(workspaceRoot, 'infra/charts/service');

export interface WholeOptions {
  /** `dev` takes values-dev.yaml of the chart. */
  readonly shape?: 'dev' | 'prod';
  /** Those of an environment file. */
  readonly values?: object;
  readonly set?: readonly string[];
  readonly isUpgrade?: boolean;
}

const parts = [...releases, ...optionalReleases];
const images = parts.flatMap((chart) => [
  `${chart}.image.repository=docker.io/taskora/example`,
  `${chart}.image.tag=c-0123456789ab`,
]);

/** The whole as one chart, with all charts that it consists of in `charts/`. */
export function stageWholeChart() {
  const folder = mkdtempSync(join(tmpdir(), 'whole-chart-'));
  const chart = join(folder, 'taskora');
  cpSync(wholeChart, chart, { recursive: true });
  cpSync(library, join(chart, 'charts/taskora-service'), { recursive: true });
  for (const release of parts) {
    const target = join(chart, 'charts', release);
    cpSync(chartFolder(release), target, { recursive: true });
    cpSync(library, join(target, 'charts/taskora-service'), { recursive: true });
  }
  const valuesFile = (values: object): string => {
    const file = join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values));
    return `--values=${file}`;
  };
  const run = (command: 'lint' | 'template' | 'install', options: WholeOptions = {}) =>
    helm([
      command,
      ...(command === 'lint' ? [] : ['taskora']),
      chart,
      '--namespace=taskora',
      ...(command === 'install' ? ['--dry-run=client'] : ['--kube-version=1.34.4']),
      ...(options.shape === undefined ? [] : [`--values=${chart}/values-${options.shape}.yaml`]),
      ...(options.values === undefined ? [] : [valuesFile(options.values)]),
      ...[...images, ...(options.set ?? [])].map((pair) => `--set=${pair}`),
      ...(options.isUpgrade === true ? ['--is-upgrade'] : []),
    ]);
  return {
    chart,
    run,
    /** What an install prints at its end; no cluster is asked. */
    notes: (set: readonly string[] = []): string => {
      const { status, stdout, stderr } = run('install', { set });
      if (status !== 0) throw new Error(stderr);
      return stdout.slice(stdout.indexOf('\nNOTES:'));
    },
    render: (options: WholeOptions = {}) => {
      const { status, stdout, stderr } = run('template', options);
      if (status !== 0) throw new Error(stderr);
      return rendered(stdout);
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
