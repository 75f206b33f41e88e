import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Code that Node has compiled for the processes that tests start: most of such a process is its loading. */
const compiled = fileURLToPath(new URL('.taskora/compiled-for-tests', import.meta.url));
/** Nothing removes what is of files that are gone, so the folder is begun anew. */
const keptMilliseconds = 7 * 24 * 60 * 60 * 1000;

/**
 * Each workspace that a test makes keeps Nx's cache and database in itself. Without that Nx puts them
 * beside a person's own, in a folder of the home directory that is named after the first commit.
 */
export default function setUp() {
  process.env.NX_CACHE_DIRECTORY = '.nx/cache';
  process.env.NX_WORKSPACE_DATA_DIRECTORY = '.nx/workspace-data';
  const folder = provideCompileCache(compiled, keptMilliseconds);
  if (folder !== undefined) process.env.NODE_COMPILE_CACHE = folder;
}

/**
 * The folder, begun anew if it is older than that; undefined where this checkout cannot be written to. Several
 * runs may do this at once, so what is old is removed under a name of this process.
 *
 * @param {string} folder
 * @param {number} keptMilliseconds
 */
export function provideCompileCache(folder, keptMilliseconds) {
  try {
    if (Date.now() - statSync(folder).birthtimeMs > keptMilliseconds) {
      const old = `${folder}-${process.pid}`;
      renameSync(folder, old);
      rmSync(old, { recursive: true, force: true, maxRetries: 3 });
    }
  } catch {
    // It is not there, another run was first, or nobody may remove it.
  }
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return undefined;
  }
}
