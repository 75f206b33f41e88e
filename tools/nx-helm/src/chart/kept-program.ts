import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { RunOptions, RunResult } from '@taskora/base/run';
import { run } from '@taskora/base/run';

/** How a program is kept from changing anything that is no longer this run's to change. */
export interface Keeping {
  /**
   * Called with the number of the process that keeps it, before the program begins; it does not begin
   * where this fails.
   */
  readonly begin: (processId: number) => Promise<void>;
  /** Kills the program when it is aborted. */
  readonly lost: AbortSignal;
  /** Calls back whenever this run has made sure that the change is still its own; gives what ends that. */
  readonly onRenewal: (listener: () => void) => () => void;
  /** Without a renewal for so long the program is killed. */
  readonly patienceSeconds: number;
}

const keeper = join(import.meta.dirname, 'helm-keeper.mjs');

/** Runs a program that ends when this process does, even if that is killed. */
export async function runKept(
  program: string,
  args: readonly string[],
  { begin, lost, onRenewal, patienceSeconds }: Keeping,
  options: RunOptions = {},
): Promise<RunResult> {
  const line = new PassThrough();
  const close = (): void => void line.end();
  const kill = (): void => void line.end('kill\n');
  lost.addEventListener('abort', kill, { once: true });
  let beginning: Promise<void> = Promise.resolve();
  let hasBegun = false;
  const beat = (): void => {
    if (hasBegun && !line.writableEnded) line.write('\n');
  };
  const stopListening = onRenewal(beat);
  try {
    const running = run(process.execPath, [keeper, String(patienceSeconds), program, ...args], {
      ...options,
      input: line,
      onStart: (child) => {
        options.onStart?.(child);
        beginning = begin(child.pid).then(
          () => {
            hasBegun = true;
            beat();
          },
          (error: unknown) => {
            close();
            throw error;
          },
        );
        // It is waited for below; until then it must not count as unhandled.
        beginning.catch(() => undefined);
      },
    });
    const result = await running;
    await beginning;
    return result;
  } finally {
    stopListening();
    lost.removeEventListener('abort', kill);
    close();
  }
}
