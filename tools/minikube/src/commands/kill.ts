import { UserError } from '@taskora/base/errors';
import { servesOthers } from '../host/shared-containerd.ts';
import { readMarker } from '../base/marker.ts';
import { killCluster } from '../processes/cluster.ts';
import { plainRunner } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';

export interface KillResult {
  readonly killed: number;
}

/** Ends every process of the cluster that this tool started, as a crash of the machine would. */
export async function clusterKill(settings: Settings): Promise<KillResult> {
  const marker = readMarker(settings);
  if (marker === undefined || !marker.created) {
    throw new UserError(
      'NO_CLUSTER_OF_OURS',
      'this tool has started no cluster here, and it ends no processes of other clusters',
      'node tools/minikube/src/cli.ts cluster-status',
    );
  }
  if (marker.provider === 'modules') {
    const owned = { containerd: !servesOthers(marker, settings) };
    return { killed: killCluster(settings, owned) };
  }
  // The engine's container is the whole node; its processes end with it.
  const { exitCode } = await plainRunner(settings)(marker.driver, ['kill', marker.profile]);
  return { killed: exitCode === 0 ? 1 : 0 };
}
