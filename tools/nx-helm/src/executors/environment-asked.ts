import type { ExecutorContext } from '@nx/devkit';
import { NxHelmError } from '../errors.ts';
import { configurationsOfRun } from '../requested-configuration.ts';

type Context = Pick<ExecutorContext, 'projectsConfigurations' | 'targetName' | 'configurationName'>;

/**
 * Refuses to do for the default environment what was asked for one that this target does not have,
 * most likely a misspelt one.
 */
export function refuseUnknownEnvironment(context: Context, project: string): void {
  const { projectsConfigurations, targetName = '' } = context;
  const target = projectsConfigurations.projects[project]?.targets?.[targetName];
  const known = Object.keys(target?.configurations ?? {});
  const unknown = askedFor(context).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const task = `${project}:${targetName}`;
  throw new NxHelmError({
    code: 'NXHELM_ENVIRONMENT_UNKNOWN',
    project,
    what: `${task} has no environment "${unknown}", and does nothing for another one; ${knownWords(known)}`,
    command: `npx nx run ${task}${known[0] === undefined ? '' : ` -c ${known.join('|')}`}`,
  });
}

function knownWords(known: readonly string[]): string {
  return known.length === 0 ? 'it knows none' : `it has ${known.join(', ')}`;
}

/**
 * For what looks at all releases: the environment that was asked for, whether or not its own target
 * lists it, because the releases know what they have.
 */
export function environmentOf(own: string | undefined, context: Context): string | undefined {
  return askedFor(context)[0] ?? own;
}

function askedFor({ projectsConfigurations, configurationName }: Context): string[] {
  const asked = configurationsOfRun(projectsConfigurations.projects);
  return configurationName === undefined ? asked : [...asked, configurationName];
}
