import { describeError } from '@taskora/base/errors';

/** The end of a program that cannot begin: a wrong setting is a sentence, and no trace of calls. */
export function reportFailure(error: unknown): void {
  const isKnown = error instanceof Error && 'code' in error && error.code === 'CONFIG_INVALID';
  console.error(isKnown ? error.message : describeError(error));
  process.exitCode = 1;
}
