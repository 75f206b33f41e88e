const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Cleans up when somebody ends the process, before it ends as it would have ended without this.
 * Returns what stops listening, for when there is nothing left to clean up.
 */
export function onInterruption(cleanUp: () => Promise<void>): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    stopListening();
    void cleanUp().finally(() => {
      // Whoever else listens has been told already and decides alone.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  const stopListening = (): void => {
    for (const signal of interruptions) process.off(signal, listener);
  };
  for (const signal of interruptions) process.on(signal, listener);
  return stopListening;
}
