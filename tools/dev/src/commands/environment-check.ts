import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { askedEnvironment, usualEnvironment } from '../environment-check/asked.ts';
import { checkEnvironment } from '../environment-check/check.ts';

/** `environment-check.ts [--environment=NAME]`: what of the file the cluster does not have (K4). */
await runMain(async () => {
  const { environment } = parseArgs({ options: { environment: { type: 'string' } } }).values;
  return checkEnvironment(environment ?? askedEnvironment() ?? usualEnvironment);
});
