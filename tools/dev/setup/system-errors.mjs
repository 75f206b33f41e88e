import { fileFinding } from '../../base/src/system-error.mjs';
import { SetupError } from './errors.mjs';

/** A condition for people where there is one behind an error, else the error itself. */
export function asSetupError(error) {
  const finding = fileFinding(error);
  if (finding === undefined) return error;
  const { code, what, fix } = finding;
  return new SetupError(code, what, `${fix}, then run the same command again`);
}
