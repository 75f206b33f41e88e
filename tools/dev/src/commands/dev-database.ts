import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { prepareDatabase } from '../postgres/schemas.ts';
import { readDevelopment } from '../development/settings.ts';
import { recordSelf } from '../processes/orphans.ts';
import { startPostgres } from '../postgres/server.ts';
import { loadSecrets } from '../stack/settings.ts';

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/**
 * The database of `npm run dev`; its data stay until they are deleted. Where a service is run against an
 * environment, Nx gives that to this target too, and the environment's database is the one that counts.
 */
async function main(): Promise<number> {
  const { against } = parseArgs({ options: { against: { type: 'string' } } }).values;
  recordSelf();
  if (against !== undefined) {
    // A keeper: Nx takes the end of what a target depends on for a failure.
    const keeper = setInterval(() => undefined, 2 ** 30);
    await untilAsked();
    clearInterval(keeper);
    return 0;
  }
  const { dataDirectory, ports } = readDevelopment();
  const database = await startPostgres({ dataDirectory, port: ports.database });
  await prepareDatabase(database.superuserUrl, loadSecrets());
  console.log(`database ready on port ${database.port}, data in ${dataDirectory}`);
  await untilAsked();
  await database.stop();
  return 0;
}

await runMain(main);
