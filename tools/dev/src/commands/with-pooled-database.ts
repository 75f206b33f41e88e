import { messageOf } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { runBeside } from '../processes/given-program.ts';
import { startPgBouncer, type Pooler } from '../postgres/pgbouncer.ts';
import { startPostgres } from '../postgres/server.ts';

/** Fewer than one process opens connections, so that two of them have to share. */
const sessions = 3;

/** Without Debian's package sources there is none, and the tests that need it are skipped by name. */
async function poolerOf(superuserUrl: string): Promise<Pooler | undefined> {
  try {
    return await startPgBouncer(superuserUrl, sessions);
  } catch (error) {
    console.error(`tests behind a pooler are skipped: ${messageOf(error)}`);
    return undefined;
  }
}

/** `with-pooled-database.ts PROGRAM ARGS...`: as with-database.ts, with a PgBouncer before the database. */
await runMain(() =>
  runBeside(process.argv, async () => {
    const { superuserUrl, stop } = await startPostgres();
    const pooler = await poolerOf(superuserUrl);
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
