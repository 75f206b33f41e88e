import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { endOrphans } from '../processes/orphans.ts';
import { startPostgres } from '../postgres/server.ts';
import { run } from '../run.ts';

/** `with-database.ts PROGRAM ARGS...`: runs a program with a PostgreSQL that exists only for it. */
async function main(): Promise<number> {
  // Ctrl-C reaches the program too; this process stays to stop what it started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined)
    throw new UserError(
      'USAGE',
      'no program was given',
      'node tools/dev/src/commands/with-database.ts PROGRAM [ARGUMENT ...]',
    );
  await endOrphans();
  const database = await startPostgres();
  try {
    const environment = { TASKORA_TEST_DATABASE_URL: database.superuserUrl };
    return (await run(program, args, { environment, inherit: true, directory: process.cwd() }))
      .exitCode;
  } finally {
    await database.stop();
  }
}

await runMain(main);
