import { join, resolve } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { keepBackup, type KeptBackup } from './backup-file.ts';
import { claimFolder, withClaim } from './claim-reader.ts';
import type { StartProgram } from './programs.ts';
import { schemas } from './restore.ts';
import { digestScheduled, findScheduled, readScheduled } from './scheduled.ts';

const backups = join(workspaceRoot, '.taskora', 'backups');
export const backupName = (now: Date): string =>
  `taskora-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.dump`;

/** Accounts, tasks and conversations as they are at this moment. */
export function saveNow(
  start: StartProgram,
  file = join(backups, backupName(new Date())),
): Promise<KeptBackup> {
  const wanted = schemas.map((name) => `--schema=${name}`);
  const dump = start('pg_dump', ['--dbname=taskora', '--format=custom', ...wanted]);
  dump.stdin.end();
  return keepBackup(dump, resolve(file));
}

/** As the CronJob kept them: the newest backup unless one is named. */
export function saveScheduled(file?: string, wanted?: string): Promise<KeptBackup> {
  return withClaim(async (start) => {
    const { name, bytes } = await findScheduled(start, claimFolder, wanted);
    const path = resolve(file ?? join(backups, name));
    const sha256 = await digestScheduled(start, claimFolder, name);
    return keepBackup(readScheduled(start, claimFolder, name), path, { bytes, sha256 });
  });
}
