import { pause } from '../process/until-stopped.ts';

export interface LoopOptions {
  readonly stop: AbortSignal;
  /** Waits this long for more files, because editors and formatters save in steps. */
  readonly quietMilliseconds: number;
  /** True when something was rolled out, or was tried to be. */
  readonly onFiles: (files: readonly string[]) => Promise<void>;
}

export interface SavedFiles {
  add(files: readonly string[]): void;
  /** Ends when it is stopped; a run that is under way is waited for. */
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
