import { ConfigError, loadConfig, migrateVariables } from '@taskora/config';
import { migrate } from '../auth/migrate.ts';
import { createLog, errorFields } from '../base/log.ts';

const log = createLog({ service: 'auth-migrate', level: () => 'info' });

try {
  const startedAt = Date.now();
  const result = await migrate({ ...loadConfig(migrateVariables), log });
  log.info('schema auth is up to date', {
    ...result,
    durationMilliseconds: Date.now() - startedAt,
  });
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else {
    const { code, reason } = errorFields(error);
    const what = `AUTH_MIGRATION_FAILED: schema auth was not migrated (${code ?? 'no code'}: ${reason}).`;
    process.stderr.write(
      `${what} Do: check DATABASE_URL and run this again; it goes on where it stopped.\n`,
    );
  }
  process.exitCode = 1;
}
