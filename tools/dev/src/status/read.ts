import { UserError } from '@taskora/base/errors';
import { kubectl, namespace } from '../cluster/kubectl.ts';
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

/** Reads one answer of the cluster as JSON. */
async function getJson(args: readonly string[]): Promise<unknown> {
  try {
    return JSON.parse(await kubectl(['--request-timeout=10s', 'get', ...args]));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError('CLUSTER_UNREACHABLE', error.what, 'npx nx run minikube:cluster-up');
  }
}

async function readMetrics(): Promise<PodMetrics | undefined> {
  try {
    return podMetricsSchema.parse(await getJson(['--raw', '/apis/metrics.k8s.io/v1beta1/pods']));
  } catch {
    return undefined;
  }
}

/** Everything that the status shows, read at once. */
export async function readCluster(): Promise<ClusterFacts> {
  const nodes = nodeListSchema.parse(await getJson(['nodes', '-o', 'json']));
  const releaseQuery = ['secrets', '-n', namespace, '-l', 'owner=helm', '-o', 'json'];
  const [pods, metrics, releases] = await Promise.all([
    getJson(['pods', '-A', '-o', 'json']),
    readMetrics(),
    getJson(releaseQuery),
  ]);
  return {
    nodes,
    pods: podListSchema.parse(pods),
    metrics,
    releases: releaseListSchema.parse(releases),
  };
}
