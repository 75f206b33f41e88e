import { NxHelmError } from '../errors.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';
import { readClusterState } from '../kubernetes/cluster-state.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { watchRollout } from '../kubernetes/rollout-watch.ts';
import { handOverReplicas } from './hand-over.ts';
import { helmWords } from './helm.ts';
import { objectsOf } from './manifests.ts';
import type { ReleaseLock } from './release-lock.ts';
import type { RollbackTarget } from './rollback-target.ts';
import { runUnderLock } from './run-under-lock.ts';
import type { ReleasePlace } from './stored-release.ts';
import { placeArguments } from './stored-release.ts';
import { workloadsOf } from './workloads.ts';

export interface RollbackRun extends ReleasePlace {
  readonly kubectl: Kubectl;
  readonly timeoutSeconds: number;
}

/** Lets Helm roll back, follows the pods, and says what keeps them from getting ready. */
export async function runRollback(
  request: RollbackRun,
  { target, manifest }: RollbackTarget,
  lock: ReleaseLock,
): Promise<void> {
  const { helm, kubectl, release, timeoutSeconds } = request;
  // Who undoes something in haste must not be held up by what somebody set by hand meanwhile, and an
  // earlier revision, too, may leave the number of pods to an autoscaler that the present one lacks.
  const conflicts = await handOverReplicas(request, {
    expected: objectsOf(manifest),
    readActual: async () => (await readClusterState(kubectl)).objects,
    revision: target.revision,
  });
  const watch = await watchRollout({
    kubectl,
    release,
    workloads: workloadsOf(manifest),
    onHopeless: () => undefined,
  });
  const waiting = ['--wait', '--timeout', `${timeoutSeconds}s`];
  const args = ['rollback', release, String(target.revision), ...waiting, ...conflicts];
  const running = runUnderLock(helm, [...args, ...placeArguments(request)], lock);
  const stop = () => watch.stop();
  const findings = await running.then(stop, stop);
  const result = await running;
  if (result.exitCode !== 0) throw rollbackFailed(request, target, helmWords(result), findings);
}

function rollbackFailed(
  { release, namespace }: RollbackRun,
  { revision }: ReleaseRevision,
  words: string,
  findings: string,
): NxHelmError {
  const details = findings === '' ? '' : `\n${findings}\n`;
  return new NxHelmError({
    code: 'NXHELM_ROLLBACK_FAILED',
    project: release,
    what: `the release could not be taken back to revision ${revision}. Helm: ${words}${details}`,
    command: `helm history ${release} --namespace ${namespace}, then another --revision, or npx nx run ${release}:helm-deploy`,
  });
}
