import { readFileSync } from 'node:fs';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { readReport } from '../src/base/task-reports.ts';
import deployBatch from '../src/executors/rollout/batch.ts';
import type { RolloutOptions } from '../src/executors/rollout/options.ts';

/**
 * Decides about releases that have nothing to do, as Nx lets the executor do it for all in one
 * process. A release that is not skipped is a failure.
 *
 *   node tools/nx-helm/bench/skip-decision.ts REQUEST.json
 */

interface Request {
  readonly workspace: string;
  readonly options: Readonly<Record<string, RolloutOptions>>;
}

const { workspace, options } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Request;
const idOf = (project: string): string => `${project}:helm-deploy`;
const entries = Object.entries(options);

const tasks = entries.map(([project]) => {
  const target = { project, target: 'helm-deploy' };
  return [
    idOf(project),
    { id: idOf(project), target, overrides: {}, outputs: [], parallelism: true },
  ];
});
const graph: TaskGraph = {
  roots: entries.map(([project]) => idOf(project)),
  tasks: Object.fromEntries(tasks) as TaskGraph['tasks'],
  dependencies: Object.fromEntries(entries.map(([project]) => [idOf(project), []])),
  continuousDependencies: Object.fromEntries(entries.map(([project]) => [idOf(project), []])),
};
const context: ExecutorContext = {
  root: workspace,
  cwd: workspace,
  isVerbose: false,
  taskGraph: graph,
  nxJsonConfiguration: {},
  projectGraph: { nodes: {}, dependencies: {} },
  projectsConfigurations: { version: 2, projects: {} },
};

const inputs = Object.fromEntries(entries.map(([project, given]) => [idOf(project), given]));
for await (const { task, result } of (await deployBatch(
  graph,
  inputs,
  {} as never,
  context,
)) as AsyncIterable<{
  task: string;
  result: { success: boolean; terminalOutput: string };
}>) {
  if (!result.success) throw new Error(`${task}: ${result.terminalOutput}`);
}
for (const [project] of entries) {
  const report = readReport(workspace, 'deploys', project);
  if (report?.action !== 'skipped')
    throw new Error(`${project} was not skipped: ${report?.action}`);
}
