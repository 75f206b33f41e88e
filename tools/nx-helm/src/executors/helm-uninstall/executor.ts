import { createHelm } from '../../helm/helm.ts';
import { lockRelease } from '../../helm/release-lock.ts';
import { uninstall } from '../../helm/uninstall.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import { historyName } from '../../records/records.ts';
import { executor } from '../report.ts';

export default executor<ClusterOptions>(async (options, { root }, release) => {
  const { kubectl, context } = connect(root, options, release);
  const { releases } = await readClusterState(kubectl);
  if (!releases.has(release)) {
    console.log(`${release}: not installed, nothing to remove`);
    return;
  }
  const helm = createHelm(root, options.programsDirectory, release);
  const lock = await lockRelease(kubectl, release);
  let left: readonly string[] = [];
  try {
    left = await uninstall({ helm, release, namespace: options.namespace, context, lock });
  } finally {
    await lock.free();
  }
  const stays = [...left, `ConfigMap ${historyName(release)} (its history)`];
  console.log(
    `${release}: removed; its volumes are kept, and so are, where they are: ${stays.join(', ')}`,
  );
});
