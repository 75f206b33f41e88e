import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Writes `<context>.digest.json` beside a build context: what the image is made from, in one small
 * file. Nx would otherwise read hundreds of megabytes in each run, only to see that nothing changed.
 */
export async function writeDigest(context: string): Promise<void> {
  const hash = createHash('sha256');
  const entries = await readdir(context, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const path of paths) {
    const { mode } = await stat(path);
    const name = path.slice(context.length + 1).replaceAll('\\', '/');
    hash.update(`${JSON.stringify([name, (mode & 0o111) !== 0, await sha256(path)])}\n`);
  }
  await writeFile(`${context}.digest.json`, `${JSON.stringify({ digest: hash.digest('hex') })}\n`);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
