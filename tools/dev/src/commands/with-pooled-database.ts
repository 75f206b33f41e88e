import { runMain } from '@taskora/base/run-main';
import { isContinuousIntegration } from '../environment.ts';
import { runBeside } from '../processes/given-program.ts';
import { poolerWherePackaged } from '../postgres/optional-pooler.ts';
import { startPgBouncer } from '../postgres/pgbouncer.ts';
import { startPostgres } from '../postgres/server.ts';

/** Fewer than one process opens connections, so that two of them have to share. */
const sessions = 3;

/** `with-pooled-database.ts PROGRAM ARGS...`: as with-database.ts, with a PgBouncer before the database. */
await runMain(() =>
  runBeside(process.argv, async () => {
    const { superuserUrl, stop } = await startPostgres();
    const pooler = await poolerWherePackaged({
      start: () => startPgBouncer(superuserUrl, sessions),
      isRequired: isContinuousIntegration(),
      log: (line) => console.error(line),
    }).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return {
      environment: {
        TASKORA_TEST_DATABASE_URL: superuserUrl,
        ...(pooler && { TASKORA_TEST_POOLER_PORT: String(pooler.port) }),
      },
      stop: async () => {
        await pooler?.stop();
        await stop();
      },
    };
  }),
);
