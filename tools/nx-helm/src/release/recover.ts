import { UserError } from '@taskora/base/errors';
import { helmErrorText } from '../chart/helm.ts';
import { refuseToLoseData } from '../chart/manifest-objects.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { forceFlags } from './hand-over.ts';
import type { ReleaseLock } from './lock.ts';
import { runUnderLock } from './lock.ts';
import { placeArguments, storedManifest } from './stored-release.ts';

/**
 * Brings a release that a killed run left pending to where Helm can upgrade it; true if it had to.
 */
export async function recover(
  request: DeployRequest,
  { recovery }: Pick<RollDecision, 'recovery'>,
  lock: ReleaseLock,
): Promise<boolean> {
  if (recovery.kind === 'none') return false;
  const { helm, release, namespace } = request;
  const place = placeArguments(request);
  if (recovery.kind === 'uninstall') refuseToLoseData(release, await storedManifest(request));
  const args =
    recovery.kind === 'uninstall'
      ? ['uninstall', release, '--wait', ...place]
      : [
          ...['rollback', release, String(recovery.toRevision), ...place],
          // Fields that were changed by hand meanwhile must not keep the release pending.
          ...(await forceFlags(request, recovery.toRevision)),
        ];
  console.log(
    `${release}: a killed run left it pending, so first helm ${args.slice(0, 3).join(' ')}`,
  );
  const result = await runUnderLock(helm, args, lock);
  if (result.exitCode === 0) return true;
  throw new UserError(
    'NXHELM_RECOVERY_FAILED',
    `a killed run left the release pending, and helm ${recovery.kind} failed: ${helmErrorText(result)}`,
    `helm history ${release} --namespace ${namespace}`,
    { project: release },
  );
}
