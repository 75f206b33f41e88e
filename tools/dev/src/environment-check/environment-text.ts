import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const text = z.string().default('');
const routingSchema = z
  .object({
    kind: z.enum(['none', 'ingress', 'gateway']).default('none'),
    ingress: z
      .object({
        className: text,
        tls: z.object({ secretName: text, issuer: text, issuerKind: text }).prefault({}),
      })
      .prefault({}),
    gateway: z.object({ name: text, namespace: text, sectionName: text }).prefault({}),
  })
  .prefault({});

const releaseSchema = z.looseObject({
  autoscaling: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  routing: routingSchema,
  database: z.object({ volume: z.object({ storageClassName: text }).prefault({}) }).prefault({}),
});

/** Of a release that the environment leaves out, nothing depends on the cluster. */
const releasesSchema = z
  .record(z.string(), z.union([z.literal(false), releaseSchema]))
  .default({})
  .transform((releases) =>
    Object.fromEntries(
      Object.entries(releases).flatMap(([name, values]) =>
        values === false ? [] : [[name, values] as const],
      ),
    ),
  );

const environmentSchema = z.object({
  nxHelm: z.object({
    kubeVersion: z.string(),
    apiVersions: z.array(z.string()).default([]),
    contexts: z.array(z.string()).default([]),
    namespace: z.string().optional(),
    cluster: z.string().optional(),
    releases: releasesSchema,
  }),
  global: z.object({
    urls: z.object({ web: z.string(), chatbot: z.string() }),
    database: z.object({ mode: z.string() }),
  }),
});

export type EnvironmentValues = z.infer<typeof environmentSchema>;

/** An environment's file: what of it depends on the cluster, and where each key stands. */
export interface EnvironmentText {
  readonly file: string;
  readonly values: EnvironmentValues;
  /** Line of a key, or of the nearest one above it that the file has. */
  lineOf(path: readonly string[]): number;
}

export function readEnvironmentText(file: string, content: string): EnvironmentText {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  return {
    file,
    values: environmentSchema.parse(document.toJS()),
    lineOf: (path) => {
      let node: unknown = document.contents;
      let offset = 0;
      for (const name of path) {
        const pair = isMap(node)
          ? node.items.find(({ key }) => isScalar(key) && key.value === name)
          : undefined;
        if (pair === undefined) break;
        offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
        node = pair.value;
      }
      return lines.linePos(offset).line;
    },
  };
}
