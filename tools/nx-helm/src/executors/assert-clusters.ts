import type { ClusterOptions } from '../cluster/connect.ts';
import { connect } from '../cluster/connect.ts';

interface PlacedRelease {
  readonly project: string;
  readonly options: ClusterOptions;
}

/** Before anything is asked or built: each place of the releases is in the cluster that its environment names. */
export async function assertClusters(
  workspaceRoot: string,
  releases: readonly PlacedRelease[],
): Promise<void> {
  const places = new Map(
    releases.map((release) => {
      const { contexts, cluster, namespace } = release.options;
      return [JSON.stringify([contexts, cluster, namespace]), release] as const;
    }),
  );
  for (const { options, project } of places.values()) {
    await connect(workspaceRoot, options, project).assertCluster();
  }
}
