import { parseArgs } from 'node:util';
import { argumentsOfNxAbove } from '@taskora/base/nx-arguments';
import { nxTask } from '../environment.ts';

/** The environment where none is asked for, as in nx.json. */
export const usualEnvironment = 'minikube';

/**
 * The environment that was typed after `-c`. Nx runs the default where a target's configurations lack
 * the name, and says nothing of it; so the name is read from the command of Nx itself, and whoever
 * asks says whether there is such an environment. Undefined where none was typed.
 */
export function askedEnvironment(
  { target, configuration } = nxTask(),
  typed: readonly string[] | undefined = argumentsOfNxAbove(process.ppid),
): string | undefined {
  // Without a task, an Nx above this program runs something else, as the tests.
  if (target === undefined) return undefined;
  return typedConfiguration(typed ?? [], target) ?? configuration;
}

function typedConfiguration(args: readonly string[], target: string): string | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { configuration: { type: 'string', short: 'c' } },
    strict: false,
    allowPositionals: true,
  });
  if (typeof values.configuration === 'string') return values.configuration;
  const named = positionals.find((each) => each.includes(`:${target}:`));
  return named?.split(':').at(-1);
}
