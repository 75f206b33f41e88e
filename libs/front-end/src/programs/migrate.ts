import { ConfigError, loadConfig, migrateVariables } from '@taskora/config';
import { DatabasePooled, migrate } from '../auth/migrate.ts';
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
    const fix =
      error instanceof DatabasePooled
        ? 'set DATABASE_DIRECT_URL to the address without the pooler'
        : 'check DATABASE_URL and DATABASE_DIRECT_URL and run this again; it goes on where it stopped.';
    process.stderr.write(
      `AUTH_MIGRATION_FAILED: schema auth was not migrated (${code ?? 'no code'}: ${reason}). Do: ${fix}\n`,
    );
  }
  process.exitCode = 1;
}
