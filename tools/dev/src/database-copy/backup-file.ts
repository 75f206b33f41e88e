import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@taskora/base/errors';
import { hasCode } from '@taskora/base/error-code';
import type { RunningProgram } from './programs.ts';

/** What a file of pg_dump's custom format begins with. */
const signature = 'PGDMP';

const checksumPath = (path: string): string => `${path}.sha256`;

function exists(path: string): UserError {
  return new UserError(
    'BACKUP_EXISTS',
    `${path} is there already, and a backup never replaces another`,
    'npx nx run platform:backup --file=ANOTHER.dump',
  );
}

/** Passes pieces on and sums up afterwards what they were. */
function measured() {
  const hash = createHash('sha256');
  let bytes = 0;
  let head = '';
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (bytes < signature.length) head += piece.toString('latin1', 0, signature.length - bytes);
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return {
    stream,
    result: () => ({ sha256: hash.digest('hex'), bytes, isBackup: head === signature }),
  };
}

export interface KeptBackup {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup is where it comes from. */
export type WholeBackup = Pick<KeptBackup, 'bytes' | 'sha256'>;

/**
 * Keeps what comes from a stream as a file with a checksum beside it, both or neither: the file gets its
 * name when all of it is on the disk and whoever sent it has ended well, and it is what it was there.
 */
export async function keepBackup(
  from: Pick<RunningProgram, 'stdout' | 'ended' | 'stop'>,
  path: string,
  whole?: WholeBackup,
): Promise<KeptBackup> {
  try {
    return await keep(from, path, whole);
  } catch (error) {
    // It would wait for somebody to take the rest, and this program for it.
    from.stdout.destroy();
    from.stop();
    throw error;
  }
}

async function keep(
  from: Pick<RunningProgram, 'stdout' | 'ended'>,
  path: string,
  whole: WholeBackup | undefined,
): Promise<KeptBackup> {
  if (existsSync(path)) throw exists(path);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.partial`;
  const measure = measured();
  try {
    await pipeline(from.stdout, measure.stream, createWriteStream(draft, { mode: 0o600 }));
    await from.ended;
    const { sha256, bytes, isBackup } = measure.result();
    if (whole !== undefined && (bytes !== whole.bytes || sha256 !== whole.sha256)) {
      const what =
        bytes === whole.bytes
          ? 'the backup changed on its journey, and is not kept'
          : `only ${bytes} of ${whole.bytes} bytes of the backup arrived, and none are kept`;
      throw new UserError('BACKUP_UNREADABLE', what, 'run this command again');
    }
    if (!isBackup) {
      throw new UserError(
        'BACKUP_UNREADABLE',
        `what arrived is no backup of pg_dump (${bytes} bytes), and is not kept`,
        'npx nx run dev:status',
      );
    }
    await flush(draft);
    await link(draft, path).catch((error: unknown) => {
      throw hasCode(error, 'EEXIST') ? exists(path) : error;
    });
    try {
      await writeFile(checksumPath(path), `${sha256}  ${basename(path)}\n`, { mode: 0o600 });
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, bytes, sha256 };
  } finally {
    await rm(draft, { force: true });
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fails unless the file is, byte for byte, what its checksum was made of. */
export async function checkBackup(path: string): Promise<void> {
  const missing = (what: string): UserError =>
    new UserError('BACKUP_MISSING', what, 'npx nx run platform:restore --file=FILE.dump');
  if (!existsSync(path)) throw missing(`there is no file ${path}`);
  if (!existsSync(checksumPath(path))) {
    throw missing(`${checksumPath(path)} is not there, so nobody knows whether ${path} is whole`);
  }
  const measure = measured();
  measure.stream.resume();
  await pipeline(createReadStream(path), measure.stream);
  const { sha256, isBackup } = measure.result();
  const [wanted] = (await readFile(checksumPath(path), 'utf8')).split(/\s/, 1);
  if (isBackup && sha256 === wanted) return;
  throw new UserError(
    'BACKUP_DAMAGED',
    `${path} is not what its checksum was made of`,
    'restore another backup: npx nx run platform:restore --file=ANOTHER.dump',
  );
}
