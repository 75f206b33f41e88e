import { z } from 'zod';

/**
 * The fields of kagent's API that the chart sets, as its definitions have them; the definitions themselves are in
 * no package. `npx nx run dev:kagent-check` compares the rendered objects with a folder of them.
 */
const text = z.string().min(1);
const metadata = z.strictObject({
  name: text,
  namespace: text,
  labels: z.record(text, text),
});
const toolNames = z.array(text).min(1).max(50);

const object = <Version extends string, Kind extends string, Spec extends z.ZodType>(
  version: Version,
  kind: Kind,
  spec: Spec,
) =>
  z.strictObject({
    apiVersion: z.literal(`kagent.dev/${version}`),
    kind: z.literal(kind),
    metadata,
    spec,
  });

const server = z.strictObject({
  description: z.string(),
  protocol: z.enum(['STREAMABLE_HTTP', 'SSE']),
  url: text,
  timeout: z.string().regex(/^\d+s$/),
  headersFrom: z
    .array(
      z.strictObject({
        name: text,
        valueFrom: z.strictObject({ type: z.literal('Secret'), name: text, key: text }),
      }),
    )
    .optional(),
});

const amounts = z.strictObject({ cpu: text, memory: text });

const agent = z.strictObject({
  type: z.literal('Declarative'),
  description: z.string(),
  declarative: z.strictObject({
    modelConfig: text,
    systemMessage: text,
    tools: z
      .array(
        z.strictObject({
          type: z.literal('McpServer'),
          mcpServer: z.strictObject({
            apiGroup: z.literal('kagent.dev'),
            kind: z.literal('RemoteMCPServer'),
            name: text,
            toolNames,
          }),
        }),
      )
      .max(20),
    a2aConfig: z.strictObject({
      skills: z
        .array(
          z.strictObject({
            id: text,
            name: text,
            description: text,
            tags: z.array(text).max(20),
            examples: z.array(text).max(20),
          }),
        )
        .min(1),
    }),
    deployment: z.strictObject({
      replicas: z.int(),
      resources: z.strictObject({ requests: amounts, limits: amounts }),
      podSecurityContext: z.strictObject({
        runAsNonRoot: z.literal(true),
        seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
      }),
      securityContext: z.strictObject({
        allowPrivilegeEscalation: z.literal(false),
        capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
      }),
    }),
  }),
});

const template = z.strictObject({
  modelConfig: z.strictObject({ name: text }),
  description: z.string(),
  systemPrompt: text,
  tools: z
    .array(
      z.strictObject({
        mcp: z.strictObject({
          server: z.strictObject({ kind: z.literal('RemoteMCPServer'), name: text }),
          tools: toolNames,
        }),
      }),
    )
    .max(50),
});

const harness = z.strictObject({
  kagent: z.strictObject({}),
  workload: z.strictObject({ image: z.string().regex(/^[^\s@]+@sha256:[a-f0-9]{64}$/) }),
  substrate: z.strictObject({
    workerPoolRef: z.strictObject({ name: text }),
    snapshotPolicy: z.strictObject({ location: z.string().regex(/^\S+$/) }),
  }),
  allowedAgentTemplates: z.strictObject({
    selector: z.strictObject({ matchLabels: z.record(text, text) }),
  }),
});

/** What an object of either generation may be. */
export const kagentObject = z.union([
  object('v1alpha2', 'RemoteMCPServer', server),
  object('v1alpha2', 'Agent', agent),
  object('v1alpha3', 'RemoteMCPServer', server),
  object('v1alpha3', 'AgentTemplate', template),
  object('v1alpha3', 'Harness', harness),
]);
