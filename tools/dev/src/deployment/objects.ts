import { z } from 'zod';
import { getObjects, namespace } from '../cluster/kubectl.ts';
import { podListSchema, releaseListSchema } from '../status/schemas.ts';

const metadata = z.object({ name: z.string(), generation: z.number().default(0) });

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
});

const workload = z.object({
  kind: z.enum(['Deployment', 'StatefulSet']),
  metadata,
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({
    observedGeneration: z.number().default(0),
    updatedReplicas: z.number().default(0),
    availableReplicas: z.number().default(0),
  }),
});

const service = z.object({
  kind: z.literal('Service'),
  metadata,
  spec: z.object({ selector: z.record(z.string(), z.string()).optional() }),
});

const endpointSlice = z.object({
  kind: z.literal('EndpointSlice'),
  metadata: metadata.extend({ labels: z.record(z.string(), z.string()).default({}) }),
  endpoints: z
    .array(z.object({ conditions: z.object({ ready: z.boolean().optional() }).default({}) }))
    .nullish()
    .transform((endpoints) => endpoints ?? []),
});

const volumeClaim = z.object({
  kind: z.literal('PersistentVolumeClaim'),
  metadata,
  status: z.object({ phase: z.string().default('Pending') }).prefault({}),
});

const autoscaler = z.object({
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata,
  status: z
    .object({ conditions: z.array(condition).default([]) })
    .nullish()
    .transform((status) => status?.conditions ?? []),
});

const deployedObject = z.discriminatedUnion('kind', [
  workload,
  service,
  endpointSlice,
  volumeClaim,
  autoscaler,
]);

export type DeployedObject = z.infer<typeof deployedObject>;

export interface Deployed {
  readonly releases: z.infer<typeof releaseListSchema>['items'];
  readonly objects: readonly DeployedObject[];
  readonly pods: z.infer<typeof podListSchema>['items'];
}

const kinds =
  'deployments,statefulsets,services,endpointslices,persistentvolumeclaims,horizontalpodautoscalers';

export const objectsSchema = z.object({ items: z.array(deployedObject) });

/** All objects of the product's namespace that a check of the deployment reads. */
export async function readDeployed(): Promise<Deployed> {
  const place = ['-n', namespace];
  const [releases, { items: objects }, pods] = await Promise.all([
    getObjects(releaseListSchema, ['secrets', ...place, '-l', 'owner=helm']),
    getObjects(objectsSchema, [kinds, ...place]),
    getObjects(podListSchema, ['pods', ...place]),
  ]);
  return { releases: releases.items, objects, pods: pods.items };
}
