import { runMain } from '@taskora/base/run-main';
import { checkNoop } from '../checks/noop.ts';
import { givenProgram } from '../processes/given-program.ts';

/** `check-noop.ts PROGRAM ARGS...`: a deploy that has nothing to do builds, loads and rolls out nothing. */
await runMain(async () => {
  const { program, args } = givenProgram(process.argv);
  return checkNoop(program, args);
});
