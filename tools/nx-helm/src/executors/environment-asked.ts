import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { configurationsOfRun } from '../base/nx-command.ts';

type Context = Pick<ExecutorContext, 'projectsConfigurations' | 'targetName' | 'configurationName'>;

/**
 * Refuses an environment that this target does not have, most likely a misspelt one: Nx would run
 * the default one.
 */
export function refuseUnknownEnvironment(context: Context, project: string): void {
  refuseUnknownAmong(askedFor(context), context, project);
}

export function refuseUnknownAmong(
  asked: readonly string[],
  context: Context,
  project: string,
): void {
  const known = knownEnvironments(context, project);
  for (const name of asked) refuseUnless(known.includes(name), name, context, project);
}

function knownEnvironments(
  { projectsConfigurations, targetName = '' }: Context,
  project: string,
): string[] {
  const target = projectsConfigurations.projects[project]?.targets?.[targetName];
  return Object.keys(target?.configurations ?? {});
}

function refuseUnless(isKnown: boolean, unknown: string, context: Context, project: string): void {
  if (isKnown) return;
  const known = knownEnvironments(context, project);
  const task = `${project}:${context.targetName ?? ''}`;
  throw new UserError(
    'NXHELM_ENVIRONMENT_UNKNOWN',
    `${task} has no environment "${unknown}", so nothing was run; ${describeKnown(known)}`,
    `npx nx run ${task}${known[0] === undefined ? '' : ` -c ${known.join('|')}`}`,
    { project },
  );
}

function describeKnown(known: readonly string[]): string {
  return known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
}

/** The options that say where an environment is. */
const placeFields = ['namespace', 'contexts', 'cluster'];

/**
 * `--environment prod` means the same as `-c prod`: the options are those of that environment, and
 * one that the target does not have is refused.
 */
export function ofEnvironment<Options>(
  options: Options,
  context: Context,
  project: string,
): Options {
  const { projectsConfigurations, targetName = '', configurationName } = context;
  const target = projectsConfigurations.projects[project]?.targets?.[targetName];
  const { environment } = options as { readonly environment?: string };
  const own = (target?.options ?? {}) as Fields;
  const { configurations } = target ?? {};
  if (environment === undefined || environment === configurationName) return options;
  if (environment === own['environment'] || configurations === undefined) return options;
  refuseUnless(environment in configurations, environment, context, project);
  const there = { ...own, ...(configurations[environment] as Fields) };
  const place = Object.entries(there).filter(([name]) => placeFields.includes(name));
  return { ...options, ...Object.fromEntries(place) };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * For executors of all releases: the requested environment, whether or not their own target lists
 * it, because the releases know theirs.
 */
export function environmentOf(own: string | undefined, context: Context): string | undefined {
  return askedFor(context)[0] ?? own;
}

function askedFor({ projectsConfigurations, configurationName }: Context): string[] {
  const asked = configurationsOfRun(projectsConfigurations.projects);
  return configurationName === undefined ? asked : [...asked, configurationName];
}
