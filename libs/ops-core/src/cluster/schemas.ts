import { z } from 'zod';

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((record) => record ?? {});
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/** Who wrote which part of an object, and when; what the parts are is not read. */
const managedFields = z.object({
  manager: z.string().default('unknown'),
  operation: z.string().default(''),
  subresource: z.string().default(''),
  time: z.string().default(''),
  fieldsV1: z.record(z.string(), z.unknown()).default({}),
});

export const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  labels: texts,
  annotations: texts,
  generation: z.number().default(0),
  creationTimestamp: z
    .string()
    .nullish()
    .transform((time) => time ?? ''),
  managedFields: listOf(managedFields),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
});

const listSchema = <Item extends z.ZodType>(item: Item) => z.object({ items: listOf(item) });

export const workload = z.object({
  metadata,
  spec: z
    .object({
      replicas: z.number().default(1),
      template: z
        .object({
          metadata: z.object({ annotations: texts }).prefault({}),
          spec: z.object({ containers: listOf(z.object({ image: z.string().default('') })) }),
        })
        .prefault({ spec: {} }),
    })
    .prefault({}),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      conditions: listOf(condition),
    })
    .prefault({}),
});

const ended = z.object({
  reason: z.string().default(''),
  exitCode: z.number().default(0),
  finishedAt: z
    .string()
    .nullish()
    .transform((time) => time ?? ''),
});
const state = z
  .object({
    waiting: z.object({ reason: z.string().default('') }).optional(),
    terminated: ended.optional(),
  })
  .prefault({});

const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  imageID: z.string().default(''),
  state,
  lastState: state,
});

const quantities = z.record(z.string(), z.string()).default({});

/** Of the environment the names are of use; values are read only to be removed from logs. */
const variable = z.object({ name: z.string(), value: z.string().optional() });

const container = z.object({
  name: z.string(),
  image: z.string().default(''),
  env: listOf(variable),
  resources: z
    .object({ requests: quantities, limits: quantities })
    .partial()
    .nullish()
    .transform((resources) => resources ?? {}),
});

export const pod = z.object({
  metadata,
  spec: z.object({
    nodeName: z.string().default(''),
    containers: listOf(container),
    initContainers: listOf(container),
  }),
  status: z
    .object({
      phase: z.string().default('Unknown'),
      reason: z.string().default(''),
      conditions: listOf(condition),
      containerStatuses: listOf(containerStatus),
      initContainerStatuses: listOf(containerStatus),
    })
    .prefault({}),
});

export const service = z.object({
  metadata,
  spec: z
    .object({
      type: z.string().default('ClusterIP'),
      selector: texts,
      ports: listOf(
        z.object({
          name: z.string().default(''),
          port: z.number(),
          nodePort: z.number().optional(),
        }),
      ),
    })
    .prefault({}),
});

export const endpointSlice = z.object({
  metadata,
  endpoints: listOf(
    z.object({ conditions: z.object({ ready: z.boolean().optional() }).nullish() }),
  ),
});

export const volumeClaim = z.object({
  metadata,
  status: z.object({ phase: z.string().default('Pending') }).prefault({}),
});

export const autoscaler = z.object({
  metadata,
  spec: z
    .object({ minReplicas: z.number().default(1), maxReplicas: z.number().default(1) })
    .prefault({}),
  status: z
    .object({
      currentReplicas: z.number().default(0),
      desiredReplicas: z.number().default(0),
      conditions: listOf(condition),
    })
    .nullish()
    .transform((status) => status ?? { currentReplicas: 0, desiredReplicas: 0, conditions: [] }),
});

export const job = z.object({
  metadata,
  status: z
    .object({
      active: z.number().default(0),
      succeeded: z.number().default(0),
      failed: z.number().default(0),
      conditions: listOf(condition),
    })
    .prefault({}),
});

export const ingress = z.object({
  metadata,
  spec: z
    .object({
      ingressClassName: z.string().default(''),
      rules: listOf(z.object({ host: z.string().default('') })),
    })
    .prefault({}),
});

export const configMap = z.object({ metadata, data: texts });

export const podMetrics = z.object({
  metadata,
  containers: listOf(z.object({ name: z.string(), usage: quantities })),
});

export const event = z.object({
  metadata,
  type: z
    .string()
    .nullish()
    .transform((type) => type ?? 'Normal'),
  reason: z
    .string()
    .nullish()
    .transform((reason) => reason ?? ''),
  message: z
    .string()
    .nullish()
    .transform((message) => message ?? ''),
  count: z.number().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  series: z.object({ count: z.number(), lastObservedTime: z.string() }).nullish(),
  involvedObject: z.object({ kind: z.string().default(''), name: z.string().default('') }),
});

/** Of a Secret in which Helm keeps a revision, without its data. */
export const revisionObject = z.object({ metadata });

export const lists = {
  autoscaler: listSchema(autoscaler),
  configMap: listSchema(configMap),
  endpointSlice: listSchema(endpointSlice),
  event: listSchema(event),
  ingress: listSchema(ingress),
  job: listSchema(job),
  pod: listSchema(pod),
  podMetrics: listSchema(podMetrics),
  revision: listSchema(revisionObject),
  service: listSchema(service),
  volumeClaim: listSchema(volumeClaim),
  workload: listSchema(workload),
};

export type Workload = z.infer<typeof workload>;
export type Pod = z.infer<typeof pod>;
export type Service = z.infer<typeof service>;
export type EndpointSlice = z.infer<typeof endpointSlice>;
export type VolumeClaim = z.infer<typeof volumeClaim>;
export type Autoscaler = z.infer<typeof autoscaler>;
export type Job = z.infer<typeof job>;
export type Ingress = z.infer<typeof ingress>;
export type ConfigMap = z.infer<typeof configMap>;
export type PodMetrics = z.infer<typeof podMetrics>;
export type Event = z.infer<typeof event>;
export type RevisionObject = z.infer<typeof revisionObject>;
export type Metadata = z.infer<typeof metadata>;
