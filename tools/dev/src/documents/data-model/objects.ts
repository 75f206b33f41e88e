import { z } from 'zod';

const labelsSchema = z.record(z.string(), z.string());

const metadataSchema = z.looseObject({
  name: z.string(),
  labels: labelsSchema.default({}),
  annotations: labelsSchema.default({}),
});

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: metadataSchema,
});

/** An object as a chart renders it. */
export type RenderedObject = z.infer<typeof objectSchema>;

export const asObject = (value: unknown): RenderedObject => objectSchema.parse(value);

/** How an object is called in the document. */
export const titleOf = ({ kind, metadata }: RenderedObject): string => `${kind} ${metadata.name}`;

export const isTest = ({ metadata }: RenderedObject): boolean =>
  metadata.annotations['helm.sh/hook'] === 'test';

const prefix = 'app.kubernetes.io/';

/** One of the labels that Kubernetes recommends. */
export const labelOf = ({ metadata }: RenderedObject, name: string): string | undefined =>
  metadata.labels[`${prefix}${name}`];

export type Labels = z.infer<typeof labelsSchema>;

/** Labels without the prefix that all of them share, as `component=server, name=web`. */
export function shortLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name.replace(prefix, '')}=${value}`)
    .toSorted()
    .join(', ');
}

const podSchema = z.looseObject({
  metadata: z.looseObject({ labels: labelsSchema.default({}) }),
  spec: z.looseObject({
    containers: z.array(
      z.looseObject({
        ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })).default([]),
      }),
    ),
  }),
});

const specSchema = z.looseObject({
  spec: z
    .looseObject({
      template: podSchema.optional(),
      jobTemplate: z.looseObject({ spec: z.looseObject({ template: podSchema }) }).optional(),
    })
    .optional(),
});

/** The pods that an object makes. */
export function podOf(object: RenderedObject): z.infer<typeof podSchema> | undefined {
  if (object.kind === 'Pod') return podSchema.parse(object);
  const { spec } = specSchema.parse(object);
  return spec?.template ?? spec?.jobTemplate?.spec.template;
}

const servicePortsSchema = z.object({
  spec: z.object({
    ports: z.array(
      z.object({ name: z.string(), port: z.number(), nodePort: z.number().optional() }),
    ),
  }),
});

/** The ports that an object opens, as `http 80, node 30000`. */
export function portsOf(object: RenderedObject): readonly string[] {
  if (object.kind === 'Service') {
    const { ports } = servicePortsSchema.parse(object).spec;
    return ports.map(({ name, port, nodePort }) =>
      nodePort === undefined ? `${name} ${port}` : `${name} ${port}, node ${nodePort}`,
    );
  }
  const containers = podOf(object)?.spec.containers ?? [];
  return containers.flatMap(({ ports }) =>
    ports.map(({ name, containerPort }) => `${name} ${containerPort}`),
  );
}
