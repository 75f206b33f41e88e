import type { RunResult } from '@taskora/base/run';
import type { Helm, HelmOptions } from '../chart/helm.ts';
import type { ReleaseLock } from '../release/lock.ts';

export interface HelmCall {
  readonly args: readonly string[];
  readonly options: HelmOptions;
}

/** The process number of each Helm. */
export const testHelmProcess = 42;

/** A Helm that answers as the test says, and remembers what it was asked once it has begun. */
export function testHelm(
  answer: (call: HelmCall) => Partial<RunResult> | Promise<Partial<RunResult>>,
) {
  const calls: HelmCall[] = [];
  const helm: Helm = {
    run: async (args, options = {}) => {
      await options.keeping?.begin(testHelmProcess);
      calls.push({ args, options });
      return { exitCode: 0, stdout: '', stderr: '', ...(await answer({ args, options })) };
    },
  };
  return { helm, verbs: () => calls.map(({ args }) => args[0]) };
}

/** Waits until one of the reasons to stop a program comes up, and gives the signal that ends it. */
export async function stopped({ stops = [], keeping }: HelmOptions): Promise<NodeJS.Signals> {
  const lost = keeping === undefined ? [] : [{ when: keeping.lost, by: 'SIGKILL' as const }];
  return Promise.race(
    [...lost, ...stops].map(
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
    onRenewal: () => () => undefined,
    free: () => Promise.resolve(),
  };
  return { lock, lose: () => losing.abort(new Error('NXHELM_RELEASE_LOST')) };
}
