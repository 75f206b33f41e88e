import type { ExecutorContext, Target } from '@nx/devkit';
import { pluginOptionsOf } from '../report.ts';
import { ownerOf, releasesBehind } from '../watch/releases-behind.ts';

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

/**
 * Of saved files those that an image of the project may follow from. A file of no project, such as a
 * document, concerns it only if a task has it among its inputs; one beside nx.json may be a lock.
 */
export function filesBehind(
  context: ExecutorContext,
  project: string,
  files: readonly string[],
): string[] {
  const { projectGraph } = context;
  return files.filter((file) =>
    ownerOf(projectGraph, file) === undefined
      ? !file.includes('/') || isSharedInput(context, project, file)
      : releasesBehind(projectGraph, [project], [file]).length > 0,
  );
}

function isSharedInput(context: ExecutorContext, project: string, file: string): boolean {
  const { nxJsonConfiguration, taskGraph, projectsConfigurations } = context;
  const { namedInputs = {}, targetDefaults = {} } = nxJsonConfiguration;
  const own = Object.values(projectsConfigurations.projects[project]?.targets ?? {});
  const behind = Object.values(taskGraph?.tasks ?? {}).map(({ target }) =>
    targetOf(context, target),
  );
  const inputs = [
    ...Object.values(namedInputs).flat(),
    ...[...own, ...behind, ...Object.values(targetDefaults)].flatMap((each) => inputsOf(each)),
  ];
  return inputs.some((input) => {
    if (typeof input !== 'string' || !input.startsWith(ofWorkspace)) return false;
    return isWithin(file, input.slice(ofWorkspace.length));
  });
}

function inputsOf(target: unknown): readonly unknown[] {
  const { inputs = [] } = (target ?? {}) as { readonly inputs?: readonly unknown[] };
  return inputs;
}

const ofWorkspace = '{workspaceRoot}/';
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
    return isWithin(file, input.replace('{projectRoot}', root).replace(ofWorkspace, ''));
  });
}

/** By the part of a pattern before its first wildcard. */
function isWithin(file: string, pattern: string): boolean {
  const [start = ''] = noPattern.exec(pattern) ?? [];
  return start === pattern ? file === pattern : file.startsWith(start);
}
