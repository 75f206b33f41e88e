import { interruptionCodes } from '../run.ts';

/**
 * From here on this program outlives an interruption, which reaches what it started by itself: somebody has
 * to let the writers in again. The answer says which one came.
 */
export function holdSignals(): () => NodeJS.Signals | undefined {
  let held: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (held ??= signal));
  }
  return () => held;
}

export const exitCodeOf = (signal: NodeJS.Signals): number => interruptionCodes[signal] ?? 1;
