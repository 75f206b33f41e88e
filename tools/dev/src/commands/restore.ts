import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { saveScheduled } from '../database-copy/backup.ts';
import { exitCodeOf, holdSignals } from '../database-copy/held-signals.ts';
import { sizeOf, stopwatch } from '../database-copy/measure.ts';
import { startInCluster } from '../database-copy/programs.ts';
import { checksumBeside, withRemoteBackup } from '../database-copy/remote.ts';
import { restoreBackup } from '../database-copy/restore.ts';
import { objectStoreEnvironment } from '../environment.ts';
import { parseStoreSettings } from '../object-store/settings.ts';
import { openStore } from '../object-store/store.ts';

type Use = (path: string) => Promise<void>;

interface Source {
  /** As somebody would give it again. */
  readonly option: string;
  readonly withFile: (use: Use) => Promise<void>;
}

async function withScheduled(name: string | undefined, use: Use): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-restore-'));
  try {
    await use((await saveScheduled(join(folder, name ?? 'newest.dump'), name)).path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Options {
  readonly file?: string | undefined;
  readonly s3?: string | undefined;
  readonly scheduled: boolean;
  readonly name?: string | undefined;
}

function sourceOf({ file, s3, scheduled, name }: Options): Source {
  const isScheduled = scheduled || name !== undefined;
  const given = [file !== undefined, s3 !== undefined, isScheduled].filter(Boolean);
  if (given.length === 1) {
    if (file !== undefined) {
      const path = resolve(file);
      return { option: `--file=${path}`, withFile: (use) => use(path) };
    }
    if (s3 !== undefined) {
      const store = openStore(parseStoreSettings(objectStoreEnvironment()));
      return { option: `--s3=${s3}`, withFile: (use) => withRemoteBackup(store, s3, use) };
    }
    const option = name === undefined ? '--scheduled' : `--name=${name}`;
    return { option, withFile: (use) => withScheduled(name, use) };
  }
  throw new UserError(
    'USAGE',
    given.length === 0 ? 'no file was given' : 'several backups were given',
    'npx nx run platform:restore --file=FILE.dump (or --s3=s3://BUCKET/NAME.dump, or --scheduled)',
  );
}

/** `restore.ts --file=FILE | --s3=s3://BUCKET/NAME.dump | --scheduled | --name=NAME.dump [--replace]` */
async function main(): Promise<number> {
  const { replace, ...options } = parseArgs({
    options: {
      file: { type: 'string' },
      s3: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
      name: { type: 'string' },
      replace: { type: 'boolean', default: false },
    },
  }).values;
  const { option, withFile } = sourceOf(options);
  const heldSignal = holdSignals();
  const elapsed = stopwatch();
  try {
    await withFile(async (path) => {
      await restoreBackup(startInCluster, { path, replace });
      const what = `${await sizeOf(path)}, sha256 ${await checksumBeside(path)}`;
      console.log(`restored: ${option.replace(/^--\w+=/, '')} (${what}) in ${elapsed()}`);
    });
  } catch (error) {
    const interruption = heldSignal();
    if (interruption === undefined) throw error;
    console.error(
      `RESTORE_INTERRUPTED: ${interruption}. The database holds all of the backup or what it held. Do: npx nx run platform:restore ${option} --replace`,
    );
    return exitCodeOf(interruption);
  }
  console.log(
    'An older backup has older tables; then: npx nx run-many -t helm-deploy -p api,web --force',
  );
  return 0;
}

await runMain(main);
