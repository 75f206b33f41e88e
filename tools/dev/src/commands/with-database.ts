import { runMain } from '@taskora/base/run-main';
import { runBeside } from '../processes/given-program.ts';
import { startPostgres } from '../postgres/server.ts';

/** `with-database.ts PROGRAM ARGS...`: runs a program with a PostgreSQL that exists only for it. */
await runMain(() =>
  runBeside(process.argv, async () => {
    const { superuserUrl, stop } = await startPostgres();
    return { environment: { TASKORA_TEST_DATABASE_URL: superuserUrl }, stop };
  }),
);
