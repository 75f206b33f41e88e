import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { backupName, saveNow, saveScheduled } from '../database-copy/backup.ts';
import type { KeptBackup } from '../database-copy/backup-file.ts';
import { sizeText, stopwatch } from '../database-copy/measure.ts';
import { startInCluster } from '../database-copy/programs.ts';
import { sendBackup } from '../database-copy/remote.ts';
import { objectStoreEnvironment } from '../environment.ts';
import { parsePlace, parseStoreSettings } from '../object-store/settings.ts';
import { openStore } from '../object-store/store.ts';

interface Source {
  readonly isScheduled: boolean;
  readonly name: string | undefined;
}

const save = ({ isScheduled, name }: Source, file?: string): Promise<KeptBackup> =>
  isScheduled ? saveScheduled(file, name) : saveNow(startInCluster, file);

const describe = ({ bytes, sha256 }: KeptBackup): string => `${sizeText(bytes)}, sha256 ${sha256}`;

async function saveAsFile(source: Source, file: string | undefined): Promise<void> {
  const elapsed = stopwatch();
  const kept = await save(source, file);
  console.log(`backup: ${kept.path} (${describe(kept)}) in ${elapsed()}`);
  console.log(`restore it with: npx nx run platform:restore --file=${kept.path}`);
}

/** Through a file, which stays only where somebody named it: the size has to be known before it is sent. */
async function saveAsObject(source: Source, address: string, file?: string): Promise<void> {
  const elapsed = stopwatch();
  const store = openStore(parseStoreSettings(objectStoreEnvironment()));
  // An address that names nothing is refused before the dump.
  const { key } = parsePlace(address, backupName(new Date()));
  const folder = mkdtempSync(join(tmpdir(), 'taskora-backup-'));
  try {
    const kept = await save(source, file ?? join(folder, key.split('/').at(-1) ?? key));
    const sent = await sendBackup(store, kept, address);
    console.log(`backup: ${sent} (${describe(kept)}) in ${elapsed()}`);
    console.log(`restore it with: npx nx run platform:restore --s3=${sent}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `backup.ts [--file=FILE] [--s3=s3://BUCKET/FOLDER/] [--scheduled | --name=NAME.dump]` */
await runMain(async () => {
  const { file, s3, scheduled, name } = parseArgs({
    options: {
      file: { type: 'string' },
      s3: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
      name: { type: 'string' },
    },
  }).values;
  const source = { isScheduled: scheduled || name !== undefined, name };
  await (s3 === undefined ? saveAsFile(source, file) : saveAsObject(source, s3, file));
  return 0;
});
