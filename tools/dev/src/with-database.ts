import { runMain } from './run-main.ts';
import { startPostgres } from './postgres/server.ts';
import { run } from './run.ts';

/** `with-database.ts PROGRAM ARGS...`: runs a program with a PostgreSQL that exists only for it. */
async function main(): Promise<number> {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) throw new Error('usage: with-database.ts PROGRAM [ARGUMENT ...]');
  const database = await startPostgres();
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  try {
    const environment = { TASKORA_TEST_DATABASE_URL: database.superuserUrl };
    return (await run(program, args, { environment, inherit: true, directory: process.cwd() }))
      .exitCode;
  } finally {
    await database.stop();
  }
}

await runMain(main);
