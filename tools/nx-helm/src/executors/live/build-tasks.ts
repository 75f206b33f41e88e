import type { ExecutorContext, Target } from '@nx/devkit';
import { pluginOptionsOf } from '../report.ts';
import { releasesBehind } from '../watch/releases-behind.ts';

export const containerExecutor = '@taskora/nx-helm:container';

/**
 * The tasks that have to run so that an image's files follow from saved ones, in their order: the
 * project's own build, and of what that is built from only what these files may concern.
 */
export function buildTasks(
  context: ExecutorContext,
  project: string,
  files: readonly string[],
): Target[] {
  const own = ownBuild(context, project);
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const needed = new Map<string, Target>();
  for (const id of tasksBehind(context, project)) {
    const target = tasks[id]?.target;
    if (target === undefined) continue;
    const isNeeded =
      (target.project === project && own.includes(target.target)) ||
      (dependencies[id] ?? []).some((dependency) => needed.has(dependency)) ||
      files.some((file) => mayConcern(context, target, file));
    if (isNeeded) needed.set(id, target);
  }
  // A run may have been asked for without what it depends on.
  return needed.size > 0 ? [...needed.values()] : own.map((target) => ({ project, target }));
}

function ownBuild(context: ExecutorContext, project: string): string[] {
  const { buildTargetName, buildDigestTargetName } = pluginOptionsOf(context);
  const { targets = {} } = context.projectsConfigurations.projects[project] ?? {};
  return [buildTargetName, buildDigestTargetName].filter((target) => target in targets);
}

/** All that runs before an image is made, without its bases: those are read once in a session. */
function tasksBehind(context: ExecutorContext, project: string): ReadonlySet<string> {
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    for (const dependency of dependencies[id] ?? []) {
      const target = tasks[dependency]?.target;
      if (target === undefined || ordered.has(dependency)) continue;
      if (targetOf(context, target)?.executor === containerExecutor) continue;
      visit(dependency);
      ordered.add(dependency);
    }
  };
  for (const { id, target } of Object.values(tasks)) {
    const isImage = targetOf(context, target)?.executor === containerExecutor;
    if (isImage && target.project === project) visit(id);
  }
  return ordered;
}

function targetOf({ projectsConfigurations }: ExecutorContext, { project, target }: Target) {
  return projectsConfigurations.projects[project]?.targets?.[target];
}

const noPattern = /^[^*?[\]{}!(]*/;

/** By the parts of its inputs before the first pattern; what they leave open, it may. */
function mayConcern(context: ExecutorContext, target: Target, file: string): boolean {
  const { root = '' } = context.projectsConfigurations.projects[target.project] ?? {};
  const { inputs } = targetOf(context, target) ?? {};
  const isBehind = (): boolean =>
    releasesBehind(context.projectGraph, [target.project], [file]).length > 0;
  if (inputs === undefined) return isBehind();
  return inputs.some((input) => {
    if (typeof input !== 'string') return 'input' in input && isBehind();
    if (input.startsWith('!')) return false;
    if (!input.startsWith('{')) return isBehind();
    const path = input.replace('{projectRoot}', root).replace('{workspaceRoot}/', '');
    const [start = ''] = noPattern.exec(path) ?? [];
    return start === path ? file === path : file.startsWith(start);
  });
}
