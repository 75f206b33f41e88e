import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../environment.ts';
import { runMain } from '@taskora/base/run-main';
import { keepBackup, type KeptBackup } from './backup-file.ts';
import { claimFolder, withClaim } from './claim-reader.ts';
import { startInCluster } from './programs.ts';
import { schemas } from './restore.ts';
import { findScheduled, readScheduled } from './scheduled.ts';

const backups = join(workspaceRoot, '.taskora', 'backups');
const nameOf = (now: Date): string =>
  `taskora-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.dump`;

function saveNow(file: string | undefined): Promise<KeptBackup> {
  const wanted = schemas.map((name) => `--schema=${name}`);
  const dump = startInCluster('pg_dump', ['--dbname=taskora', '--format=custom', ...wanted]);
  dump.stdin.end();
  return keepBackup(dump, resolve(file ?? join(backups, nameOf(new Date()))));
}

function saveScheduled(file: string | undefined, wanted: string | undefined): Promise<KeptBackup> {
  return withClaim(async (start) => {
    const { name, bytes } = await findScheduled(start, claimFolder, wanted);
    const path = resolve(file ?? join(backups, name));
    return keepBackup(readScheduled(start, claimFolder, name), path, bytes);
  });
}

/**
 * `backup-main.ts [--file=FILE] [--scheduled | --name=NAME.dump]`: accounts, tasks and conversations as they
 * are at this moment, or as the CronJob kept them, the newest unless one is named.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
      name: { type: 'string' },
    },
  });
  const isScheduled = values.scheduled || values.name !== undefined;
  const kept = await (isScheduled ? saveScheduled(values.file, values.name) : saveNow(values.file));
  console.log(`backup: ${kept.path} (${kept.bytes} bytes, sha256 ${kept.sha256})`);
  console.log(`restore it with: npx nx run infra:restore --file=${kept.path}`);
  return 0;
}

await runMain(main);
