import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { serve } from '../development/service.ts';

/**
 * `dev-service.ts api|web|chatbot [--against=ENVIRONMENT]`; with an environment, this process has been given
 * the variables of its pods.
 */
await runMain(() => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { against: { type: 'string' } },
  });
  return serve(positionals[0], values.against);
});
