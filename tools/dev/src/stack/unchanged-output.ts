import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '@taskora/base/errors';

function stateOf(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = lstatSync(path);
        return [relative(folder, path), `${size} ${mtimeMs}`];
      }),
  );
}

/**
 * Notes the files of a build's output. What it returns compares them with those that are there then.
 * A service that writes beside its own program changes what the next image is made of, and fails on the
 * read-only file system of its pod.
 *
 * @throws {UserError} `STACK_OUTPUT_CHANGED` with each file that was added, changed or removed
 */
export function noteOutput(folder: string): () => void {
  const before = stateOf(folder);
  return () => {
    const after = stateOf(folder);
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter((path) => before.get(path) !== after.get(path))
      .sort();
    if (changed.length === 0) return;
    throw new UserError(
      'STACK_OUTPUT_CHANGED',
      `while it ran, these files of ${folder} were changed: ${changed.join(', ')}`,
      'write them to another folder, or let the service keep them in memory; then build again',
    );
  };
}
