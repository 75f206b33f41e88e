import { isPlaceholder } from './nx-command.ts';
import { tokensOf } from './extract.ts';
import type { Projects } from './nx-graph.ts';

/** Whether a command only asks Nx about the workspace. */
export const isQuestion = (text: string): boolean => /^(?:npx )?nx (?:show|graph)\b/.test(text);

const isTarget = (projects: Projects, target: string): boolean =>
  [...projects.values()].some((targets) => target in targets);

/** What is wrong with `nx show` or `nx graph`: forms that it does not take, a project or target that there is not. */
export function questionFaults(text: string, projects: Projects): readonly string[] {
  const [verb = '', ...rest] = tokensOf(text.replace(/^npx /, '')).slice(1);
  if (verb === 'graph') return /^(?:--file(?:=\S+)?)?$/.test(rest.join(' ')) ? [] : [text];
  const [what = '', ...about] = rest;
  const shape = shapes[what];
  const found = shape?.exec(about.join(' '));
  if (shape === undefined || found === null || found === undefined) return [text];
  const { project, target } = found.groups ?? {};
  if ([project, target].some((name) => name !== undefined && isPlaceholder(name))) return [];
  if (project !== undefined && !projects.has(project)) return [`no project ${project}`];
  if (target === undefined) return [];
  const isThere =
    project === undefined ? isTarget(projects, target) : target in (projects.get(project) ?? {});
  return isThere ? [] : [`no target ${target}`];
}

/** What follows `nx show` and its first name; a sentence may name the command alone. */
const shapes: Readonly<Record<string, RegExp>> = {
  projects: /^(?:--with-target (?<target>\S+))?$/,
  project: /^(?<project>[^\s-]\S*)?$/,
  target:
    /^(?:(?:inputs|outputs) )?(?:(?<project>[^\s:-][^\s:]*):(?<target>\S+)|<\w+>)(?: --json)?$/,
};
