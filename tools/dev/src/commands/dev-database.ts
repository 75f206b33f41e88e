import { refuseOptions, runMain } from '@taskora/base/run-main';
import { prepareDatabase } from '../postgres/schemas.ts';
import { readDevelopment } from '../development/settings.ts';
import { recordSelf } from '../processes/orphans.ts';
import { startPostgres } from '../postgres/server.ts';
import { loadSecrets } from '../stack/settings.ts';

/** The database of `npm run dev`; its data stay until they are deleted. */
async function main(): Promise<number> {
  refuseOptions('npx nx run dev:database', process.argv.slice(2));
  recordSelf();
  const { dataDirectory, ports } = readDevelopment();
  const database = await startPostgres({ dataDirectory, port: ports.database });
  await prepareDatabase(database.superuserUrl, loadSecrets());
  console.log(`database ready on port ${database.port}, data in ${dataDirectory}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await database.stop();
  return 0;
}

await runMain(main);
