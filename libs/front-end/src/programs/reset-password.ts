import { ConfigError, loadConfig, resetPasswordVariables } from '@taskora/config';
import { resetByOperator } from '../auth/operator-reset.ts';
import { errorFields } from '../base/log.ts';

/** What whoever started the program can mend. */
class Refusal extends Error {}

/** `reset-password.mjs EMAIL`: prints a link by which the owner of the account chooses a new password. */
async function run([email, ...rest]: readonly string[]): Promise<string> {
  if (email === undefined || email === '' || rest.length > 0) {
    throw new Refusal('EMAIL_MISSING: one address is needed. Do: give it, like ada@example.org');
  }
  const done = await resetByOperator({ ...loadConfig(resetPasswordVariables), email });
  if (done === null) {
    throw new Refusal(
      'ACCOUNT_UNKNOWN: there is no account with this address, so nothing was changed. Do: check how it is written',
    );
  }
  return [
    done.link,
    'Give this link to the owner of the account: it can be used once, within an hour.',
    `Sessions that were ended: ${done.sessionsEnded}. The present password opens the account, and access tokens work, until a new one is chosen.`,
    '',
  ].join('\n');
}

try {
  process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
  if (error instanceof Refusal || error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
  } else {
    const { code, reason } = errorFields(error);
    process.stderr.write(
      `PASSWORD_RESET_FAILED: nothing was changed (${code ?? 'no code'}: ${reason}). Do: check DATABASE_URL and run this again.\n`,
    );
  }
  process.exitCode = 1;
}
