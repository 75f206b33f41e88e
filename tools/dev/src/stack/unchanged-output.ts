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
 * Notes the files of builds' outputs. What it returns compares them with those that are there then.
 * A service that writes beside its own program changes what the next image is made of, and fails on the
 * read-only file system of its pod.
 *
 * @throws {UserError} `STACK_OUTPUT_CHANGED` with each file that was added, changed or removed in any of them
 */
export function noteOutputs(folders: readonly string[]): () => void {
  const states = folders.map((folder) => ({ folder, before: stateOf(folder) }));
  return () => {
    const changed = states.flatMap(({ folder, before }) => {
      const after = stateOf(folder);
      return [...new Set([...before.keys(), ...after.keys()])]
        .filter((path) => before.get(path) !== after.get(path))
        .sort()
        .map((path) => join(folder, path));
    });
    if (changed.length === 0) return;
    throw new UserError(
      'STACK_OUTPUT_CHANGED',
      `while the services ran, these files of their builds were changed: ${changed.join(', ')}`,
      'write them to another folder, or let the service keep them in memory; then build again',
    );
  };
}
