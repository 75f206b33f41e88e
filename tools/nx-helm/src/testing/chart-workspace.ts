import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Executor } from '../executors/report.ts';
import { programsFolder } from './fixture-workspace.ts';
import { executorContext, writeFiles } from './workspace.ts';

/** The options that charts of this workspace are rendered and linted with; helm is the real one. */
export const chartOptions = {
  chart: 'app/chart',
  namespace: 'acme',
  environment: 'test',
  environmentsDirectory: 'environments',
  programsDirectory: programsFolder(),
};

/** A project `app` with a chart of one ConfigMap, in a folder that `remove` takes away. */
export function createChartWorkspace(files: Readonly<Record<string, string>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'nx-helm-chart-'));
  writeFiles(root, {
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    'app/chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\nicon: file:///icon.svg\n',
    'app/chart/values.yaml': 'replicas: 1\n',
    'app/chart/templates/map.yaml': configMap(
      'settings',
      'replicas: {{ .Values.replicas | quote }}',
    ),
    ...files,
  });
  return {
    root,
    remove: () => rmSync(root, { recursive: true }),
    /** A symbolic link as people make it: relative to where it lies. */
    link: (path: string, target: string): void =>
      symlinkSync(relative(dirname(path), target) || '.', join(root, path), null),
    /** An executor's output, or its error. */
    run: async <Options>(executor: Executor<Options>, options: Options) => {
      const lines: unknown[] = [];
      for (const method of ['log', 'warn', 'error'] as const) {
        jest
          .spyOn(console, method)
          .mockImplementation((...said: unknown[]) => void lines.push(...said));
      }
      const { success } = await executor(
        options,
        executorContext(root, 'app', { app: { root: 'app' } }),
      );
      return { success, said: lines.map(String).join('\n') };
    },
  };
}

export function configMap(name: string, data: string, metadata = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${metadata}data:\n  ${data}\n`;
}
