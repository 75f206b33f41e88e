import type { Config } from '../config.ts';
import { getJson } from './kubectl.ts';
import {
  nodeListSchema,
  podListSchema,
  podMetricsSchema,
  releaseListSchema,
  type NodeList,
  type PodList,
  type PodMetrics,
  type ReleaseList,
} from './schemas.ts';

export interface ClusterFacts {
  nodes: NodeList;
  pods: PodList;
  /** Absent while metrics-server has not measured anything yet. */
  metrics: PodMetrics | undefined;
  releases: ReleaseList;
}

async function readMetrics(config: Config): Promise<PodMetrics | undefined> {
  try {
    return podMetricsSchema.parse(
      await getJson(config, ['--raw', '/apis/metrics.k8s.io/v1beta1/pods']),
    );
  } catch {
    return undefined;
  }
}

/** Everything that the status shows, read at once. */
export async function readCluster(config: Config): Promise<ClusterFacts> {
  const nodes = nodeListSchema.parse(await getJson(config, ['nodes', '-o', 'json']));
  const releaseQuery = ['secrets', '-n', config.namespace, '-l', 'owner=helm', '-o', 'json'];
  const [pods, metrics, releases] = await Promise.all([
    getJson(config, ['pods', '-A', '-o', 'json']),
    readMetrics(config),
    getJson(config, releaseQuery),
  ]);
  return {
    nodes,
    pods: podListSchema.parse(pods),
    metrics,
    releases: releaseListSchema.parse(releases),
  };
}
