import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * A folder beside the final one, so that the last step is a rename within one file system. What a
 * killed run left there is removed first.
 */
export async function temporaryFolder(final: string): Promise<string> {
  const parent = dirname(final);
  const prefix = `.${basename(final)}-`;
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(parent, prefix));
  // Made for its owner only; what gets its place must be readable as any other folder.
  await chmod(folder, 0o755);
  return folder;
}

/** Puts a finished folder in its place; until then the old one stands, and never a half of each. */
export async function replaceFolder(finished: string, final: string): Promise<void> {
  await rm(final, { recursive: true, force: true });
  await rename(finished, final);
}
