import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './liveness.mjs';

/**
 * A folder beside the final one, so that the last step is a rename within one file system. It names
 * this process: what a killed run left there is removed first, what a running one works in is not.
 */
export async function temporaryFolder(final: string): Promise<string> {
  const parent = dirname(final);
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (isAbandoned(name, basename(final))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
  const folder = await mkdtemp(join(parent, `.${basename(final)}-${process.pid}-`));
  // Made for its owner only; what gets its place must be readable as any other folder.
  await chmod(folder, 0o755);
  return folder;
}

/** Compares the whole name: the folders of `api-client` do not belong to `api`. */
function isAbandoned(name: string, target: string): boolean {
  const prefix = `.${target}-`;
  const owner = /^(\d+)-[A-Za-z0-9]{6}$/.exec(
    name.startsWith(prefix) ? name.slice(prefix.length) : '',
  );
  return owner !== null && !isAlive(Number(owner[1]));
}

/** Replaces a folder by renames, so that it never has a part of the old and of the new one. */
export async function replaceFolder(finished: string, final: string): Promise<void> {
  // Removing takes a while, and a run that is killed then would leave a part of the old one.
  const old = await temporaryFolder(final);
  for (let round = 0; ; round += 1) {
    await rename(final, join(old, `${round}`)).catch(ignoreAbsent);
    // Another run may have put its own there between the two; one of them is replaced by the other.
    if (await placeFolder(finished, final)) break;
  }
  await rm(old, { recursive: true, force: true });
}

/** Renames a folder to where none is; false where another run has put one there since, which stays. */
export async function placeFolder(finished: string, final: string): Promise<boolean> {
  try {
    await rename(finished, final);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
