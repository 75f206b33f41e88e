import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@taskora/base/errors';
import { parsePlace, type ObjectPlace } from '../object-store/settings.ts';
import { blobOf, type ObjectStore } from '../object-store/store.ts';
import { checkBackup, type KeptBackup } from './backup-file.ts';

const checksumOf = ({ bucket, key }: ObjectPlace): ObjectPlace => ({
  bucket,
  key: `${key}.sha256`,
});

/** Copies a backup to an object store, its checksum last: without that, it counts as not there. */
export async function sendBackup(
  store: ObjectStore,
  kept: KeptBackup,
  address: string,
): Promise<string> {
  const place = parsePlace(address, basename(kept.path));
  await store.write(place, await blobOf(kept.path), kept.sha256);
  const line = `${kept.sha256}  ${basename(place.key)}\n`;
  const sha256 = createHash('sha256').update(line).digest('hex');
  await store.write(checksumOf(place), line, sha256);
  return `s3://${place.bucket}/${place.key}`;
}

/** Hands a backup of an object store over as a file that is whole, and removes it afterwards. */
export async function withRemoteBackup<Result>(
  store: ObjectStore,
  address: string,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const place = parsePlace(address);
  const folder = await mkdtemp(join(tmpdir(), 'taskora-restore-'));
  const path = join(folder, basename(place.key));
  try {
    await writeFile(`${path}.sha256`, await store.readText(checksumOf(place)));
    const { stream } = await store.read(place);
    await pipeline(stream, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
      throw new UserError(
        'BACKUP_UNREADABLE',
        `only a part of ${address} arrived, and nothing was restored (${String(error)})`,
        'run this command again',
      );
    });
    await checkBackup(path);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The checksum that a file has beside it. */
export async function checksumBeside(path: string): Promise<string> {
  const [sum = ''] = (await readFile(`${path}.sha256`, 'utf8')).split(/\s/, 1);
  return sum;
}
