import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';
import { runMain } from './run-main.ts';
import { prepareDatabase } from './postgres/schemas.ts';
import { recordSelf } from './processes/orphans.ts';
import { startPostgres } from './postgres/server.ts';
import { developmentPorts, loadSecrets } from './stack/settings.ts';

/** The database of `npm run dev`; its data stay in `.taskora/dev` until they are deleted. */
async function main(): Promise<number> {
  recordSelf();
  const database = await startPostgres({
    dataDirectory: join(workspaceRoot, '.taskora', 'dev', 'database'),
    port: developmentPorts.database,
  });
  await prepareDatabase(database.superuserUrl, loadSecrets());
  console.log(`database ready on port ${database.port}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await database.stop();
  return 0;
}

await runMain(main);
