import type { ExecutorContext, Task } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import { rolloutExecutor } from '../../rollout-step.ts';
import type { OptionFault, OptionSchema } from '../option-check.ts';
import { camelCase, faultOfGiven, faultOfOptions, sameLetters } from '../option-check.ts';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, 'schema.json'), 'utf8'),
) as OptionSchema;

/** What a target that only collects others may be given: Nx hands on none of its options. */
const ofCollectors: OptionSchema = {
  properties: Object.fromEntries(
    Object.entries(schema.properties).filter(([name]) => name === 'dryRun'),
  ),
};

/** Refuses what a person wrote down for this target and does not fit, such as in project.json. */
export function refuseBadOptions(options: object, project: string, target: string): void {
  const fault = faultOfOptions(schema, { ...options });
  if (fault !== undefined) throw refused(fault, project, `${project}:${target}`);
}

type Run = Pick<ExecutorContext, 'taskGraph' | 'projectsConfigurations'>;

/**
 * Refuses to change anything in a run that was asked for something else than what it can do. What a
 * deploy depends on has none of the deploy's options, and would be rolled out before the deploy itself
 * refuses a misspelt `--dry-run`; so each step looks at what all tasks of the run were asked.
 */
export function refuseBadRun(context: Run, project: string): void {
  for (const task of Object.values(context.taskGraph?.tasks ?? {})) {
    const fault = faultOf(task, context);
    if (fault !== undefined) throw refused(fault, project, task.id);
  }
}

function faultOf(
  { target, overrides }: Task,
  { projectsConfigurations }: Run,
): OptionFault | undefined {
  const given = (overrides ?? {}) as Readonly<Record<string, unknown>>;
  const { executor } =
    projectsConfigurations.projects[target.project]?.targets?.[target.target] ?? {};
  if (executor === rolloutExecutor) return faultOfGiven(schema, given);
  if (executor === 'nx:noop') return faultOfCollector(given);
  return faultOfGiven(ofCollectors, onlyDryRuns(given));
}

/** Such as `infra:deploy --force`, of which no deploy would hear. */
function faultOfCollector(given: Readonly<Record<string, unknown>>): OptionFault | undefined {
  const fault = faultOfGiven(ofCollectors, given);
  const name = Object.keys(given).find((each) => camelCase(each) in schema.properties);
  if (fault?.isUnknown !== true || name === undefined || camelCase(name) === 'dryRun') return fault;
  return {
    isUnknown: true,
    what: `it only collects other targets, which are not given --${name}; use nx run-many -t helm-deploy --${name}`,
  };
}

/** An executor of somebody else has options of its own; a wish to change nothing is ours, too. */
function onlyDryRuns(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const wish = sameLetters('dryRun');
  return Object.fromEntries(Object.entries(given).filter(([name]) => sameLetters(name) === wish));
}

function refused({ isUnknown, what }: OptionFault, project: string, task: string): NxHelmError {
  return new NxHelmError({
    code: isUnknown ? 'NXHELM_OPTION_UNKNOWN' : 'NXHELM_OPTION_INVALID',
    project,
    what: `${task}: ${what}; nothing was changed`,
    command: `npx nx run ${task} --help`,
  });
}
