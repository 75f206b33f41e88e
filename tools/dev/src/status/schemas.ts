import { z } from 'zod';

const resources = z.record(z.string(), z.string()).default({});
const labels = z.record(z.string(), z.string()).default({});

export const nodeListSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        allocatable: z.object({ cpu: z.string(), memory: z.string() }),
        conditions: z.array(z.object({ type: z.string(), status: z.string() })),
        nodeInfo: z.object({ kubeletVersion: z.string(), containerRuntimeVersion: z.string() }),
      }),
    }),
  ),
});

export const podListSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string(), labels }),
      spec: z.object({
        containers: z.array(
          z.object({
            image: z.string(),
            resources: z.object({ requests: resources, limits: resources }).partial().default({}),
          }),
        ),
      }),
      status: z.object({
        phase: z.string(),
        containerStatuses: z
          .array(
            z.object({
              ready: z.boolean(),
              restartCount: z.number(),
              state: z
                .object({ waiting: z.object({ reason: z.string().optional() }).optional() })
                .default({}),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

export const podMetricsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      containers: z.array(z.object({ usage: z.object({ cpu: z.string(), memory: z.string() }) })),
    }),
  ),
});

export const releaseListSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), labels }) })),
});

export type NodeList = z.infer<typeof nodeListSchema>;
export type PodList = z.infer<typeof podListSchema>;
export type PodMetrics = z.infer<typeof podMetricsSchema>;
export type ReleaseList = z.infer<typeof releaseListSchema>;
