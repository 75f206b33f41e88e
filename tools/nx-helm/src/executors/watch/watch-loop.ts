import { relative, sep } from 'node:path';
import type { AsyncSubscription } from '@parcel/watcher';
import watcher from '@parcel/watcher';
import { pause } from '../../base/interruption.ts';
import { run } from '@taskora/base/run';

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

interface Watching {
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
    directory: workspaceRoot,
    input: files.join('\0'),
  });
  // 1 says that none is ignored; anything else, that there is no git to ask.
  if (exitCode !== 0) return [...files];
  const ignoredFiles = new Set(stdout.split('\0'));
  return files.filter((file) => !ignoredFiles.has(file));
}

interface LoopOptions {
  readonly stop: AbortSignal;
  /** Waits this long for more files, because editors and formatters save in steps. */
  readonly quietMilliseconds: number;
  /** True when something was rolled out, or was tried to be. */
  readonly onFiles: (files: readonly string[]) => Promise<void>;
}

interface SavedFiles {
  add(files: readonly string[]): void;
  /** Ends when it is stopped, after a run in progress. */
  run(): Promise<void>;
}

/** Hands over saved files one run at a time; what is saved during a run is the next run's. */
export function createLoop({ stop, quietMilliseconds, onFiles }: LoopOptions): SavedFiles {
  const saved = new Set<string>();
  let wake = (): void => undefined;
  return {
    add: (files) => {
      for (const file of files) saved.add(file);
      wake();
    },
    run: async () => {
      stop.addEventListener('abort', () => wake(), { once: true });
      while (!stop.aborted) {
        if (saved.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        await pause(quietMilliseconds, stop);
        const files = [...saved].sort();
        saved.clear();
        if (!stop.aborted) await onFiles(files);
      }
    },
  };
}
