import { createHelm } from '../../chart/helm.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { lockRelease } from '../../release/lock.ts';
import { refuseOtherEnvironment } from '../../release/other-environment.ts';
import { historyName } from '../../release/records.ts';
import { uninstall } from '../../release/uninstall.ts';
import { executor } from '../report.ts';

export interface HelmUninstallOptions extends ClusterOptions {
  readonly environment?: string;
}

export default executor<HelmUninstallOptions>(async (options, { root }, release) => {
  const { kubectl, context } = connect(root, options, release);
  const { releases } = await readClusterState(kubectl);
  if (!releases.has(release)) {
    console.log(`${release}: not installed, nothing to remove`);
    return;
  }
  const { environment, namespace } = options;
  if (environment !== undefined) {
    refuseOtherEnvironment(
      { release, environment, releases },
      `namespace ${namespace} of ${context}`,
    );
  }
  const helm = createHelm(root, options.programsDirectory, release);
  const lock = await lockRelease(kubectl, release);
  let left: readonly string[] = [];
  try {
    left = await uninstall({ helm, release, namespace, context, lock });
  } finally {
    await lock.free();
  }
  const stays = [...left, `ConfigMap ${historyName(release)} (its history)`];
  console.log(
    `${release}: removed; the cluster keeps its volumes and, where they exist, ${stays.join(', ')}`,
  );
});
