import type { AsyncSubscription } from '@parcel/watcher';
import watcher from '@parcel/watcher';
import { relative, sep } from 'node:path';
import { run } from '../process/run.ts';

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

export interface Watching {
  /** Files that were saved together, relative to the workspace. */
  readonly onSave: (files: readonly string[]) => void;
  readonly onError: (error: Error) => void;
}

export async function watchFiles(
  workspaceRoot: string,
  { onSave, onError }: Watching,
): Promise<AsyncSubscription> {
  return watcher.subscribe(
    workspaceRoot,
    (error, events) => {
      if (error !== null) onError(error);
      else onSave(events.map(({ path }) => relative(workspaceRoot, path).split(sep).join('/')));
    },
    { ignore: ignored },
  );
}

/** Without what git ignores: tests, editors and tools write such files all the time. */
export async function withoutIgnored(
  workspaceRoot: string,
  files: readonly string[],
): Promise<string[]> {
  const { exitCode, stdout } = await run('git', ['check-ignore', '-z', '--stdin'], {
    cwd: workspaceRoot,
    input: files.join('\0'),
  });
  // 1 says that none is ignored; anything else, that there is no git to ask.
  if (exitCode !== 0) return [...files];
  const ignoredFiles = new Set(stdout.split('\0'));
  return files.filter((file) => !ignoredFiles.has(file));
}
