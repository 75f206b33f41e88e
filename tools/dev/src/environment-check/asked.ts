import { askedConfiguration } from '@taskora/base/nx-arguments';
import { nxTask } from '../environment.ts';

/** The environment where none is asked for, as in nx.json. */
export const usualEnvironment = 'minikube';

/** The environment that was typed after `-c`; undefined where none was. */
export function askedEnvironment(task = nxTask(), typed?: readonly string[]): string | undefined {
  return askedConfiguration(task, typed);
}
