import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { NxHelmError } from '../../errors.ts';
import type { DeployReport } from '../../task-reports.ts';
import { readReport, writeReport } from '../../task-reports.ts';
import type { BatchEnd, BatchOutcome } from '../batch.ts';

/** Notes for whoever sums up that a release was not touched, and which failure was the cause. */
export async function reportHeld(
  project: string,
  by: string,
  { root }: ExecutorContext,
): Promise<void> {
  await writeReport(root, 'deploys', project, {
    release: project,
    action: 'held',
    revision: 0,
    reason: `${by} failed`,
    durationSeconds: 0,
  });
}

/**
 * After a failure every release is named with what became of it: those that failed, those held back
 * because they need one that failed, and the strangers, which went on.
 */
export async function summarise({ outcomes, context }: BatchEnd): Promise<void> {
  const { taskGraph, root } = context;
  const failed = [...outcomes].filter(([, { kind }]) => kind === 'failed').map(([id]) => id);
  if (failed.length === 0 || taskGraph === undefined) return;
  const all = new Map<string, BatchOutcome>(outcomes);
  for (const [id, by] of failed.flatMap((task) => dependents(taskGraph, task))) {
    if (all.has(id)) continue;
    all.set(id, { kind: 'held', by });
    await reportHeld(projectOf(taskGraph, id), projectOf(taskGraph, by), context);
  }
  const lines = [...all].map(([id, outcome]) => {
    const project = projectOf(taskGraph, id);
    return `  ${project}: ${describe(outcome, readReport(root, 'deploys', project), taskGraph)}`;
  });
  console.log(`Releases of this run:\n${lines.toSorted().join('\n')}`);
}

/** Deploys that wait for a task, at whatever distance, each with that task. */
function dependents(graph: TaskGraph, task: string): (readonly [string, string])[] {
  const target = graph.tasks[task]?.target.target;
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const [other, needs] of Object.entries(graph.dependencies)) {
      if (!needs.includes(id) || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(task);
  return [...found]
    .filter((id) => graph.tasks[id]?.target.target === target)
    .map((id) => [id, task] as const);
}

function projectOf(graph: TaskGraph, id: string): string {
  return graph.tasks[id]?.target.project ?? id;
}

function describe(
  outcome: BatchOutcome,
  report: DeployReport | undefined,
  graph: TaskGraph,
): string {
  switch (outcome.kind) {
    case 'held':
      return `held, because ${projectOf(graph, outcome.by)} failed`;
    case 'failed':
      return outcome.error instanceof NxHelmError
        ? `failed (${outcome.error.code})`
        : 'failed, by a defect of the plugin';
    case 'done':
      return report === undefined ? 'done' : `${report.action}, revision ${report.revision}`;
  }
}
