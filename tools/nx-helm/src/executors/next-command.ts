import type { ExecutorContext } from '@nx/devkit';
import { UserError, withCommand } from '@taskora/base/errors';
import { configurationsOfRun } from '../base/nx-command.ts';

type Context = Pick<ExecutorContext, 'projectsConfigurations' | 'configurationName'>;

/** A target as an error names it, where nothing up to the end of that command names an environment. */
const targetToRun = /\bnpx nx run ([\w.-]+):([\w.-]+)(?![^,;]* (?:-c|--configuration)\b)/g;

/**
 * Of an error, the same with commands for the environment that was asked for. Whoever deploys to another one
 * than the default and types what an error says must not come to the default one by that. A target without
 * that environment, such as the build of an image, is left as it is.
 */
export function inEnvironment(error: unknown, context: Context): unknown {
  if (!(error instanceof UserError)) return error;
  const { projects } = context.projectsConfigurations;
  const environment = context.configurationName ?? configurationsOfRun(projects)[0];
  if (environment === undefined) return error;
  const command = error.command.replaceAll(
    targetToRun,
    (text, project: string, target: string): string => {
      const { configurations } = projects[project]?.targets?.[target] ?? {};
      return configurations?.[environment] === undefined ? text : `${text} -c ${environment}`;
    },
  );
  return command === error.command ? error : withCommand(error, command);
}
