import type { ProjectsConfigurations, TaskGraph } from '@nx/devkit';
import type { TypedConfigurations } from '../base/nx-command.ts';
import { configurationsIn } from '../base/nx-command.ts';
import { rolloutExecutor } from '../base/rollout-step.ts';
import { refuseUnknownAmong } from './environment-asked.ts';
import { refuseBadRun } from './rollout/checked-run.ts';

interface Run {
  readonly taskGraph: TaskGraph;
  readonly projectsConfigurations: ProjectsConfigurations;
}

/** They are for all releases, and look for themselves whether these have the environment. */
const ofAllReleases = new Set(
  ['plan', 'drift', 'history', 'forecast', 'affected', 'watch'].map(
    (name) => `@taskora/nx-helm:${name}`,
  ),
);

const known = new WeakSet<TaskGraph>();

/** Refuses, before any of its tasks, a run that was asked for an environment or an option that is not. */
export function refuseUnsuitableRun(run: Run, typed: TypedConfigurations): void {
  if (known.has(run.taskGraph)) return;
  const { projects } = run.projectsConfigurations;
  const asked = configurationsIn(typed, projects);
  for (const { target } of Object.values(run.taskGraph.tasks)) {
    const { executor = '', configurations } =
      projects[target.project]?.targets?.[target.target] ?? {};
    if (executor === rolloutExecutor) refuseBadRun(run, target.project);
    if (!executor.startsWith('@taskora/nx-helm:') || ofAllReleases.has(executor)) continue;
    // What is the same in every environment has none; Nx gives such a target an empty object.
    if (Object.keys(configurations ?? {}).length === 0) continue;
    refuseUnknownAmong(asked, { ...run, targetName: target.target }, target.project);
  }
  known.add(run.taskGraph);
}
