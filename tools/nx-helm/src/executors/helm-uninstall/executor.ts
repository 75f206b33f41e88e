import { createHelm } from '../../helm/helm.ts';
import { refuseOtherEnvironment } from '../../helm/other-environment.ts';
import { lockRelease } from '../../helm/release-lock.ts';
import { uninstall } from '../../helm/uninstall.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import { historyName } from '../../records/records.ts';
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
    `${release}: removed; its volumes are kept, and so are, where they are: ${stays.join(', ')}`,
  );
});
