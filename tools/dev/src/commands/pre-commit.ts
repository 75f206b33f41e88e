import { checkStaged } from '../hooks/staged-files.ts';

/** What the hook before a commit runs; it imports nothing of the workspace's own packages. */
try {
  process.exitCode = (await checkStaged()) ? 0 : 1;
} catch (error) {
  // Prettier cannot read the file, and its message has the place.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
