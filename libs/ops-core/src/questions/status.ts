import type { Cluster } from '../cluster/namespace.ts';
import {
  readAutoscalers,
  readEndpointSlices,
  readIngresses,
  readJobs,
  readParts,
  readPodMetrics,
  readServices,
  readVolumeClaims,
} from '../cluster/namespace.ts';
import { statusOf } from '../release/status.ts';
import { readTraces, releasesAsked } from './traces.ts';

/** What runs, and what is not as it should be; of one release or of all. */
export async function readStatus(cluster: Cluster, release?: string) {
  const [traces, { read, notRead }] = await Promise.all([
    readTraces(cluster),
    readParts({
      services: readServices(cluster),
      endpointSlices: readEndpointSlices(cluster),
      volumeClaims: readVolumeClaims(cluster),
      autoscalers: readAutoscalers(cluster),
      jobs: readJobs(cluster),
      ingresses: readIngresses(cluster),
      podMetrics: readPodMetrics(cluster),
    }),
  ]);
  const asked = releasesAsked(release, traces, cluster.namespace);
  const status = statusOf({ ...traces, ...read }, release === undefined ? undefined : asked[0]);
  return {
    namespace: cluster.namespace,
    releases: asked,
    ...status,
    notRead: [...traces.notRead, ...notRead],
  };
}
