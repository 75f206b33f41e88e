import { readReleases } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { lockRelease } from '../../release/lock.ts';
import { refuseOtherEnvironment } from '../../release/other-environment.ts';
import { historyName } from '../../release/records.ts';
import { standingOf } from '../../release/standing.ts';
import { connectRelease } from '../../release/stored-release.ts';
import { uninstall } from '../../release/uninstall.ts';
import { executor } from '../report.ts';

export interface HelmUninstallOptions extends ClusterOptions {
  readonly environment?: string;
}

export default executor<HelmUninstallOptions>(async (options, { root }, release) => {
  const place = connectRelease(root, options, release);
  const releases = await readReleases(place.kubectl);
  const standing = standingOf({ revisions: releases.get(release) });
  // A history that an uninstall with `--keep-history` left is removed, too.
  if (!standing.isInstalled && standing.lastRevision === 0) {
    console.log(`${release}: not installed, nothing to remove`);
    return;
  }
  const { environment } = options;
  if (environment !== undefined) refuseOtherEnvironment({ ...place, environment, releases });
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
