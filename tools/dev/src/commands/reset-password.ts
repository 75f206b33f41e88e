import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { makeResetLink } from '../cluster/reset-link.ts';

/** `reset-password.ts --email=ADDRESS` */
await runMain(async () => {
  const { email } = parseArgs({ options: { email: { type: 'string' } } }).values;
  if (email === undefined || email === '') {
    throw new UserError(
      'EMAIL_MISSING',
      'a password is reset for one account',
      'npx nx run infra:reset-password --email=ada@example.org',
    );
  }
  process.stdout.write(await makeResetLink(email));
  return 0;
});
