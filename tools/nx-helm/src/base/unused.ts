import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const unusedMilliseconds = 14 * 24 * 60 * 60 * 1000;

/**
 * Removes what nobody has used for two weeks from a folder of a cache, where using an entry sets its time.
 * Other runs write there meanwhile: a name that is gone by now was a draft that has its own name since,
 * and a name that begins with a dot is a folder that a run works in.
 *
 * @param used Full paths that stay however old they are.
 */
export async function removeUnused(
  folder: string,
  used: ReadonlySet<string> = new Set(),
): Promise<void> {
  const oldest = Date.now() - unusedMilliseconds;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (used.has(path) || name.startsWith('.')) continue;
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < oldest) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
