import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { startInCluster } from '../database-copy/programs.ts';
import { restoreBackup } from '../database-copy/restore.ts';
import { interruptionCodes } from '../run.ts';

/** `restore.ts --file=FILE [--replace]`: into an empty database, or in the place of what is there. */
async function main(): Promise<number> {
  const { file, replace } = parseArgs({
    options: { file: { type: 'string' }, replace: { type: 'boolean', default: false } },
  }).values;
  if (file === undefined) {
    throw new UserError(
      'USAGE',
      'no file was given',
      'npx nx run platform:restore --file=FILE.dump',
    );
  }
  // Ctrl-C reaches what works in the database by itself; this program stays to let the writers in again.
  let interruption: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (interruption ??= signal));
  }
  const path = resolve(file);
  try {
    await restoreBackup(startInCluster, { path, replace });
  } catch (error) {
    if (interruption === undefined) throw error;
    console.error(
      `RESTORE_INTERRUPTED: ${interruption}. The database holds all of the backup or what it held. Do: npx nx run platform:restore --file=${path} --replace`,
    );
    return interruptionCodes[interruption] ?? 1;
  }
  console.log(`restored: ${path}`);
  console.log(
    'An older backup has older tables; then: npx nx run-many -t helm-deploy -p api,web --force',
  );
  return 0;
}

await runMain(main);
