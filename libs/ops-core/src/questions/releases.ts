import type { Cluster } from '../cluster/namespace.ts';
import { summariesOf } from '../release/releases.ts';
import { readTraces } from './traces.ts';

/** Every release of the namespace, with its revision, what it runs and why it was rolled out. */
export async function readReleases(cluster: Cluster) {
  const traces = await readTraces(cluster);
  const { deployments, statefulSets, notRead } = traces;
  const releases = summariesOf({ ...traces, workloads: [...deployments, ...statefulSets] });
  return { namespace: cluster.namespace, releases, notRead };
}
