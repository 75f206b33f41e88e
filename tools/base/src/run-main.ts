import { asUserError, UserError } from './errors.ts';

/** Runs a program's main function; a known condition becomes one line, anything else keeps its stack. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (thrown) {
    const error = asUserError(thrown);
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** For a command that takes no options: `npm run up -- -c prod` would else do its usual work in silence. */
export function refuseOptions(command: string, given: readonly string[]): void {
  if (given.length === 0) return;
  const what = `${command} takes no options, and was given ${given.join(' ')}`;
  throw new UserError('OPTION_UNKNOWN', what, command);
}
