import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { formatHealth } from '../deployment/format.ts';
import { askHealth } from '../deployment/health.ts';

/** `npx nx run infra:health-check [--json]`: exits with 1 where a pod or an address does not answer. */
await runMain(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const answers = await askHealth();
  console.log(
    values.json === true ? JSON.stringify({ answers }, undefined, 2) : formatHealth(answers),
  );
  const failed = answers.filter(({ fault }) => fault !== undefined).length;
  if (failed === 0) return 0;
  const what = `${failed} of ${answers.length} questions were not answered with 200`;
  throw new UserError('HEALTH_FAILED', what, 'npx nx run infra:check-deployment');
});
