import {
  ConfigError,
  loadConfig,
  resetPasswordVariables,
  type ResetPasswordConfig,
} from '@taskora/config';
import { createAuth } from '../auth/better-auth.ts';
import { AccessTokensLeft, resetByOperator, type OperatorReset } from '../auth/operator-reset.ts';
import { createPasswordHasher } from '../auth/password-hash.ts';
import { createSigner } from '../auth/token-issuer.ts';
import { createLog, errorFields } from '../base/log.ts';
import { createDatabase } from '../database/database.ts';
import { createConnections } from '../oauth/connections.ts';
import { createAccessTokenRevoker } from '../proxy/access-tokens.ts';

/** What whoever started the program can mend. */
class Refusal extends Error {}

/** The API alone knows access tokens; it is asked in the name of the person, as web asks it. */
async function reset(config: ResetPasswordConfig, email: string): Promise<OperatorReset | null> {
  const log = createLog({
    service: 'reset-password',
    level: () => 'error',
    write: (line) => process.stderr.write(`${line}\n`),
  });
  const database = createDatabase(config.databaseUrl, () => undefined);
  const auth = createAuth(config, {
    database,
    hasher: createPasswordHasher(),
    log,
    signUpPolicy: { admit: () => Promise.resolve(null) },
    revokeAccessTokens: (userId) => revokeAccessTokens(userId),
  });
  const connections = createConnections(() => database);
  const sign = createSigner(
    () => auth,
    () => config,
  );
  const revokeAccessTokens = createAccessTokenRevoker({
    apiUrl: () => config.apiUrl,
    sign,
    endConnections: connections.endAll,
  });
  try {
    return await resetByOperator({ ...config, email, revokeAccessTokens });
  } finally {
    await database.end();
  }
}

/** `reset-password.mjs EMAIL`: prints a link by which the owner of the account chooses a new password. */
async function run([email, ...rest]: readonly string[]): Promise<string> {
  if (email === undefined || email === '' || rest.length > 0) {
    throw new Refusal('EMAIL_MISSING: one address is needed. Do: give it, like ada@example.org');
  }
  const done = await reset(loadConfig(resetPasswordVariables), email);
  if (done === null) {
    throw new Refusal(
      'ACCOUNT_UNKNOWN: there is no account with this address, so nothing was changed. Do: check how it is written',
    );
  }
  return [
    done.link,
    'Give this link to the owner of the account: it can be used once, within an hour.',
    `Sessions that were ended: ${done.sessionsEnded}. All access tokens are revoked, and programs that were connected are not any more. The present password opens the account until a new one is chosen.`,
    '',
  ].join('\n');
}

try {
  process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
  const { code, reason } = errorFields(error);
  if (error instanceof Refusal || error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
  } else if (error instanceof AccessTokensLeft) {
    const { reason: why } = errorFields(error.cause);
    process.stderr.write(
      `ACCESS_TOKENS_LEFT: the account is signed out, but its access tokens were not revoked (${why}). Do: check that the API is ready and run this again, which makes the link.\n`,
    );
  } else {
    process.stderr.write(
      `PASSWORD_RESET_FAILED: nothing was changed (${code ?? 'no code'}: ${reason}). Do: check DATABASE_URL and run this again.\n`,
    );
  }
  process.exitCode = 1;
}
