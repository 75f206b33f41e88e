import { existsSync, readFileSync } from 'node:fs';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { ProfileEntry } from '@taskora/base/spans/nx-profile';
import { profileSpans } from '@taskora/base/spans/nx-profile';
import type { Span, SpanName } from '@taskora/base/spans/span';
import { parseSpans } from '@taskora/base/spans/span';
import { stepOf } from '../../base/rollout-step.ts';

type Projects = Readonly<Record<string, ProjectConfiguration>>;

const stepOfExecutor: ReadonlyMap<string, SpanName> = new Map([
  ['@taskora/nx-helm:next-output', 'digest'],
  ['@taskora/nx-helm:container', 'image'],
  ['@taskora/nx-helm:helm-template', 'render'],
]);

/**
 * The executor identifies a target, whose name may differ. Of all others those are builds whose result is
 * kept: what brings a cluster up or prepares it is none. What a rollout consists of is recorded while it runs.
 */
function stepOfTarget(target: TargetConfiguration): SpanName | undefined {
  if (stepOf(target) !== undefined) return undefined;
  return stepOfExecutor.get(target.executor ?? '') ?? (target.cache === true ? 'build' : undefined);
}

export interface RunFiles {
  /** What Nx writes with NX_PROFILE. */
  readonly profile: string;
  /** What the tasks of the run append to. */
  readonly spans: string;
}

/** The spans of one run of Nx, which lasted from one moment to another. */
export function runSpans(
  projects: Projects,
  { profile, spans }: RunFiles,
  { startMs, endMs }: Pick<Span, 'startMs' | 'endMs'>,
): Span[] {
  const entries = JSON.parse(readText(profile, '[]')) as readonly ProfileEntry[];
  const ofTasks = profileSpans(entries, ({ project, target }) => {
    const configuration = projects[project]?.targets?.[target];
    return configuration === undefined ? undefined : stepOfTarget(configuration);
  });
  const whole: Span = { name: 'nx', of: 'run', startMs, endMs };
  return [whole, ...ofTasks, ...parseSpans(readText(spans, ''))];
}

function readText(file: string, otherwise: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise;
}
