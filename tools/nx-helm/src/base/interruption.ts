import { setTimeout } from 'node:timers/promises';

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Clean-ups in progress; the process must not end before the slowest of them. */
let running = 0;

/**
 * Cleans up when somebody ends the process, before it ends as it would have ended without this.
 * Returns what stops listening, for when there is nothing left to clean up.
 */
export function onInterruption(cleanUp: () => Promise<void>): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    stopListening();
    running += 1;
    void cleanUp().finally(() => {
      running -= 1;
      // Every other listener has been called already and decides alone.
      const isLast = running === 0 && process.listenerCount(signal) === 0;
      if (isLast) process.kill(process.pid, signal);
    });
  };
  const stopListening = (): void => {
    for (const signal of interruptions) process.off(signal, listener);
  };
  for (const signal of interruptions) process.on(signal, listener);
  return stopListening;
}

/** Gives a signal to the work that is aborted when somebody ends this process, so that it can tidy up. */
export async function untilStopped(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of interruptions) process.once(signal, stop);
  try {
    await work(stopping.signal);
  } finally {
    stopping.abort();
    for (const signal of interruptions) process.removeListener(signal, stop);
  }
}

/** Waits, or ends at once when it is stopped. */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  // It rejects when it is stopped, which is an end of the pause like any other.
  await setTimeout(milliseconds, undefined, { signal: stop }).catch(() => undefined);
}
