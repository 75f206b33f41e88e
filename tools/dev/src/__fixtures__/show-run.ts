import { join } from 'node:path';
import { runMain } from '@taskora/base/run-main';
import { showRun } from '../tasks/show-run.ts';

/** `show-run.ts WORKSPACE TARGET`: what a person sees of a run. */
const [directory = '', target = ''] = process.argv.slice(2);
await runMain(async () => {
  const options = { directory, log: join(directory, 'log'), command: 'npm run up' };
  return (await showRun(['run', target], options)).exitCode;
});
