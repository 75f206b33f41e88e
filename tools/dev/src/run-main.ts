import { Problem } from '@taskora/minikube/errors';

/** Runs a program's main function; a known condition becomes one line, anything else keeps its stack. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
