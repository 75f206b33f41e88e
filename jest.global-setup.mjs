import { mkdirSync, rmSync, statSync } from 'node:fs';
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
  const made = statSync(compiled, { throwIfNoEntry: false })?.birthtimeMs;
  if (made !== undefined && Date.now() - made > keptMilliseconds) {
    rmSync(compiled, { recursive: true, force: true });
  }
  mkdirSync(compiled, { recursive: true });
  process.env.NODE_COMPILE_CACHE = compiled;
}
