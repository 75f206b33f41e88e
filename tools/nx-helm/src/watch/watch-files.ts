import type { AsyncSubscription } from '@parcel/watcher';
import watcher from '@parcel/watcher';
import { relative, sep } from 'node:path';

/** Folders in which builds write; a rollout would else set off the next. */
const ignored = [
  '.git',
  '.nx',
  'dist',
  '**/node_modules',
  '**/.next',
  '**/.venv',
  '**/__pycache__',
];

/** Calls back with the files that were saved together, relative to the workspace. */
export async function watchFiles(
  workspaceRoot: string,
  onSave: (files: readonly string[]) => void,
): Promise<AsyncSubscription> {
  return watcher.subscribe(
    workspaceRoot,
    (error, events) => {
      if (error !== null) throw error;
      onSave(events.map(({ path }) => relative(workspaceRoot, path).split(sep).join('/')));
    },
    { ignore: ignored },
  );
}
