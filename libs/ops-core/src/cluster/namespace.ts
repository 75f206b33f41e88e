import { UserError } from '@taskora/base/errors';
import type { z } from 'zod';
import type { ApiServer } from './api-server.ts';
import { lists } from './schemas.ts';

/** Where the release group is, and how much of it may be read. */
export interface Cluster {
  readonly server: ApiServer;
  readonly namespace: string;
  /** Whether the labels of the Secrets may be listed in which Helm keeps its revisions; never their data. */
  readonly readsReleaseSecrets: boolean;
}

const groups = {
  core: '/api/v1',
  apps: '/apis/apps/v1',
  autoscaling: '/apis/autoscaling/v2',
  batch: '/apis/batch/v1',
  discovery: '/apis/discovery.k8s.io/v1',
  metrics: '/apis/metrics.k8s.io/v1beta1',
  networking: '/apis/networking.k8s.io/v1',
} as const;

export function pathOf(
  { namespace }: Pick<Cluster, 'namespace'>,
  group: keyof typeof groups,
  resource: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const asked = new URLSearchParams(query).toString();
  const path = `${groups[group]}/namespaces/${encodeURIComponent(namespace)}/${resource}`;
  return asked === '' ? path : `${path}?${asked}`;
}

async function itemsOf<Item>(
  { server }: Cluster,
  path: string,
  schema: z.ZodType<{ items: Item[] }>,
  accept?: string,
): Promise<Item[]> {
  const answer = await server.get(path, accept === undefined ? {} : { accept });
  const result = schema.safeParse(answer);
  if (result.success) return result.data.items;
  const [issue] = result.error.issues;
  throw new UserError(
    'OPS_ANSWER_UNEXPECTED',
    `the API server's list has another form at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    'kubectl version',
  );
}

export const readDeployments = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'apps', 'deployments'), lists.workload);
export const readStatefulSets = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'apps', 'statefulsets'), lists.workload);
export const readPods = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'core', 'pods'), lists.pod);
export const readServices = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'core', 'services'), lists.service);
export const readEndpointSlices = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'discovery', 'endpointslices'), lists.endpointSlice);
export const readVolumeClaims = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'core', 'persistentvolumeclaims'), lists.volumeClaim);
export const readAutoscalers = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'autoscaling', 'horizontalpodautoscalers'), lists.autoscaler);
export const readJobs = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'batch', 'jobs'), lists.job);
export const readIngresses = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'networking', 'ingresses'), lists.ingress);
export const readPodMetrics = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'metrics', 'pods'), lists.podMetrics);
export const readEvents = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'core', 'events'), lists.event);

/** One object at most: whether these credentials may read the namespace at all. */
export const readNamespace = (cluster: Cluster) =>
  itemsOf(cluster, pathOf(cluster, 'apps', 'deployments', { limit: '1' }), lists.workload);

/** The objects in which nx-helm records its rollouts, one for each release that it has deployed. */
export const readHistoryObjects = (cluster: Cluster) =>
  itemsOf(
    cluster,
    pathOf(cluster, 'core', 'configmaps', { labelSelector: 'nx-helm/release' }),
    lists.configMap,
  );

/** The API server leaves the data of the objects out, so that no value of a Secret arrives here. */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** One object for each revision that Helm keeps. */
export const readRevisionObjects = (cluster: Cluster) =>
  itemsOf(
    cluster,
    pathOf(cluster, 'core', 'secrets', { labelSelector: 'owner=helm' }),
    lists.revision,
    metadataOnly,
  );

/** A part of an answer that these credentials or this cluster do not give. */
export interface NotRead {
  readonly what: string;
  readonly why: string;
}

/** What can be read; where a part is forbidden or unknown to the cluster, the answer says so instead. */
export async function readParts<Parts extends Record<string, Promise<unknown[]>>>(
  parts: Parts,
): Promise<{
  readonly read: { [Name in keyof Parts]: Awaited<Parts[Name]> };
  readonly notRead: readonly NotRead[];
}> {
  const notRead: NotRead[] = [];
  const entries = Object.entries(parts).map(async ([name, part]) => {
    try {
      return [name, await part] as const;
    } catch (error) {
      if (!(error instanceof UserError) || !partial.has(error.code)) throw error;
      notRead.push({ what: name, why: `${error.code}: ${error.what}` });
      return [name, []] as const;
    }
  });
  const read = Object.fromEntries(await Promise.all(entries)) as {
    [Name in keyof Parts]: Awaited<Parts[Name]>;
  };
  return { read, notRead };
}

const partial = new Set(['OPS_FORBIDDEN', 'OPS_NOT_FOUND', 'OPS_API_SERVER_FAILED']);
