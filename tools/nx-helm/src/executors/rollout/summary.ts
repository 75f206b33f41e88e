import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { stepOf } from '../../base/rollout-step.ts';
import { readReport, writeReport } from '../../base/task-reports.ts';
import type { BatchEnd, BatchOutcome, BlockedTask } from '../batch.ts';
import { causeOf, nameOf } from '../batch.ts';

/** Writes the report of a release that a failed task blocks. */
export async function reportBlocked(blocked: BlockedTask, context: ExecutorContext): Promise<void> {
  const { taskGraph, root } = context;
  if (taskGraph === undefined || !isRelease(blocked.id, context)) return;
  const release = nameOf(taskGraph, blocked.id);
  await writeReport(root, 'deploys', release, {
    release,
    action: 'blocked',
    revision: 0,
    reason: `${causeOf(taskGraph, blocked)} failed`,
    durationSeconds: 0,
  });
}

/**
 * After a failure, prints each release of the run with its outcome: failed, blocked by a
 * dependency, or done, as unrelated releases continue.
 */
export async function summarise({ outcomes, context }: BatchEnd): Promise<void> {
  const { taskGraph } = context;
  const failed = [...outcomes].filter(([, { kind }]) => kind === 'failed').map(([id]) => id);
  if (failed.length === 0 || taskGraph === undefined) return;
  const all = new Map<string, BatchOutcome>(outcomes);
  for (const [id, by] of failed.flatMap((task) => releasesWaitingFor(task, taskGraph, context))) {
    if (all.has(id)) continue;
    all.set(id, { kind: 'blocked', by });
    await reportBlocked({ id, by }, context);
  }
  if (![...all.keys()].some((id) => isRelease(id, context))) return;
  const lines = [...all].flatMap(([id, outcome]) => lineOf(id, outcome, taskGraph, context));
  console.log(`Releases of this run:\n${lines.toSorted().join('\n')}`);
}

/** Deploys that depend on a task, at any distance, each with that task. */
function releasesWaitingFor(
  task: string,
  graph: TaskGraph,
  context: ExecutorContext,
): (readonly [string, string])[] {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const [other, needs] of Object.entries(graph.dependencies)) {
      if (!needs.includes(id) || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(task);
  return [...found].filter((id) => isRelease(id, context)).map((id) => [id, task] as const);
}

function isRelease(id: string, context: ExecutorContext): boolean {
  const { project = '', target = '' } = context.taskGraph?.tasks[id]?.target ?? {};
  const configuration = context.projectsConfigurations.projects[project]?.targets?.[target];
  return stepOf(configuration) === 'helm-deploy';
}

/** An image that was loaded needs no line. */
function lineOf(
  id: string,
  outcome: BatchOutcome,
  graph: TaskGraph,
  context: ExecutorContext,
): string[] {
  if (!isRelease(id, context) && outcome.kind === 'done') return [];
  const name = isRelease(id, context) ? nameOf(graph, id) : id;
  return [`  ${name}: ${describe(id, outcome, graph, context.root)}`];
}

function describe(id: string, outcome: BatchOutcome, graph: TaskGraph, root: string): string {
  switch (outcome.kind) {
    case 'blocked':
      return `blocked, because ${causeOf(graph, { id, by: outcome.by })} failed`;
    case 'failed':
      return outcome.error instanceof UserError
        ? `failed (${outcome.error.code})`
        : 'failed, by a defect of the plugin';
    case 'done': {
      const report = readReport(root, 'deploys', nameOf(graph, id));
      if (report === undefined) return 'done';
      return report.action === 'left-out'
        ? 'left out by its environment'
        : `${report.action}, revision ${report.revision}`;
    }
  }
}
