import type { RunResult, Stop } from '../process/run.ts';
import type { Helm } from './helm.ts';
import type { ReleaseLock } from './release-lock.ts';

/**
 * Runs a Helm that changes the release, only as long as the release is this run's. When it is lost,
 * Helm is killed: asked to end it would roll back, while another run is changing the same release.
 */
export async function runUnderLock(
  helm: Helm,
  args: readonly string[],
  lock: ReleaseLock,
  stops: readonly Stop[] = [],
): Promise<RunResult> {
  await lock.assertHeld();
  const result = await helm.run(args, {
    onStart: (processId) => lock.noteHelmProcess(processId),
    stops: [{ when: lock.lost, by: 'SIGKILL' }, ...stops],
  });
  lock.lost.throwIfAborted();
  return result;
}
