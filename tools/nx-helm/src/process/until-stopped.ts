const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives a signal to the work that is aborted when somebody ends this process, so that it can tidy up. */
export async function untilStopped(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of signals) process.once(signal, stop);
  try {
    await work(stopping.signal);
  } finally {
    stopping.abort();
    for (const signal of signals) process.removeListener(signal, stop);
  }
}

/** Waits, or ends at once when it is stopped. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
  });
}
