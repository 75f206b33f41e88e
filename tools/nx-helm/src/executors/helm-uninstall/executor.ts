import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { helmErrorText, refuseUnfitHelm } from '../../chart/helm.ts';
import { parseManifests, refuseToLoseData } from '../../chart/manifest-objects.ts';
import { readReleases } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import { isKeptByPolicy, titleOf } from '../../cluster/kubernetes-object.ts';
import type { ReleaseLock } from '../../release/lock.ts';
import { lockRelease, runUnderLock } from '../../release/lock.ts';
import { historyName } from '../../release/records.ts';
import { standingOf } from '../../release/standing.ts';
import type { ReleasePlace } from '../../release/stored-release.ts';
import {
  connectRelease,
  placeArguments,
  refuseOtherEnvironment,
} from '../../release/stored-release.ts';
import { executor, refuseUnconfirmedChange } from '../report.ts';

interface UninstallRequest extends ReleasePlace {
  readonly lock: ReleaseLock;
}

/**
 * Removes a release, but none whose removal would take data with it, or of which that is unknown.
 * Resolves to what Helm leaves in the cluster, as `Job migrate`.
 */
export async function uninstall(request: UninstallRequest): Promise<readonly string[]> {
  const { helm, release, lock } = request;
  const place = placeArguments(request);
  const manifest = await helm.run(['get', 'manifest', release, ...place]);
  if (manifest.exitCode !== 0) throw failed(release, 'get manifest', manifest, place);
  refuseToLoseData(release, manifest.stdout);
  const hooks = await helm.run(['get', 'hooks', release, ...place]);
  const result = await runUnderLock(helm, ['uninstall', release, '--wait', ...place], lock);
  if (result.exitCode !== 0) throw failed(release, 'uninstall', result, place);
  return [
    ...parseManifests(manifest.stdout).filter(isKeptByPolicy),
    ...parseManifests(hooks.stdout).filter(outlives),
  ].map(titleOf);
}

/** A hook stays until it is due again, unless it says that it goes when it has succeeded. */
function outlives({ metadata }: KubernetesObject): boolean {
  const { annotations = {} } = metadata;
  return !(annotations['helm.sh/hook-delete-policy'] ?? '').includes('hook-succeeded');
}

function failed(
  release: string,
  verb: string,
  result: RunResult,
  place: readonly string[],
): UserError {
  return new UserError(
    'NXHELM_UNINSTALL_FAILED',
    `helm ${verb}: ${helmErrorText(result)}`,
    `helm status ${release} ${place.join(' ')}`,
    { project: release },
  );
}

export interface HelmUninstallOptions extends ClusterOptions {
  readonly environment?: string;
  readonly confirm?: string;
}

export default executor<HelmUninstallOptions>(async (options, context, release) => {
  await refuseUnconfirmedChange(options, context, release);
  const place = connectRelease(context.root, options, release);
  const releases = await readReleases(place.kubectl);
  const standing = standingOf({ revisions: releases.get(release) });
  // A history that an uninstall with `--keep-history` left is removed, too.
  if (!standing.isInstalled && standing.lastRevision === 0) {
    console.log(`${release}: not installed, nothing to remove`);
    return;
  }
  const { environment } = options;
  if (environment !== undefined) refuseOtherEnvironment({ ...place, environment, releases });
  await refuseUnfitHelm(place.helm, release);
  const lock = await lockRelease(place.kubectl, release);
  let left: readonly string[] = [];
  try {
    left = await uninstall({ ...place, lock });
  } finally {
    await lock.free();
  }
  const stays = [...left, `ConfigMap ${historyName(release)} (its history)`];
  console.log(
    `${release}: removed; the cluster keeps its volumes and, where they exist, ${stays.join(', ')}`,
  );
});
