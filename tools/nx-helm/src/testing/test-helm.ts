import type { RunOptions, RunResult } from '@taskora/base/run';
import type { Helm } from '../chart/helm.ts';
import type { ReleaseLock } from '../release/lock.ts';

export interface HelmCall {
  readonly args: readonly string[];
  readonly options: RunOptions;
}

/** A Helm that answers as the test says, and remembers what it was asked. */
export function testHelm(
  answer: (call: HelmCall) => Partial<RunResult> | Promise<Partial<RunResult>>,
) {
  const calls: HelmCall[] = [];
  const helm: Helm = {
    run: async (args, options = {}) => {
      calls.push({ args, options });
      return { exitCode: 0, stdout: '', stderr: '', ...(await answer({ args, options })) };
    },
  };
  return { helm, verbs: () => calls.map(({ args }) => args[0]) };
}

/** Waits until one of the reasons to stop a program comes up, and gives the signal that ends it. */
export async function stopped({ stops = [] }: RunOptions): Promise<NodeJS.Signals> {
  return Promise.race(
    stops.map(
      ({ when, by }) =>
        new Promise<NodeJS.Signals>((resolve) => {
          if (when.aborted) resolve(by);
          else when.addEventListener('abort', () => resolve(by));
        }),
    ),
  );
}

/** A lock that nobody takes, unless the test does by `lose`. */
export function testLock() {
  const losing = new AbortController();
  const lock: ReleaseLock = {
    lost: losing.signal,
    assertHeld: async () => Promise.resolve(losing.signal.throwIfAborted()),
    recordHelmProcess: () => undefined,
    free: () => Promise.resolve(),
  };
  return { lock, lose: () => losing.abort(new Error('NXHELM_RELEASE_LOST')) };
}
