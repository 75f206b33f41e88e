import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { applyObjects, getObjects, kubectl, namespace as product } from '@taskora/dev/kubectl';

const deploymentSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string() })) }),
    }),
  }),
});
const serviceSchema = z.object({
  spec: z.object({
    ports: z.array(z.object({ nodePort: z.number().optional(), port: z.number() })),
    selector: z.record(z.string(), z.string()),
  }),
});
const configSchema = z.object({ data: z.record(z.string(), z.string()) });

const name = 'web';
const settings = 'bench-settings';

/** What web cannot start without, made up: it signs nobody in, and finds no database. */
function madeUpSettings(): Record<string, string> {
  return {
    BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
}

/** Where the copy answers, and what is rolled out. */
export interface WebCopy {
  readonly url: string;
  /** Replaces all its pods, and ends when the last old one has left the Service. */
  rollOut(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The pods of web as its release made them, in a namespace of their own behind a port of the node, so that
 * nothing of the product is replaced. They are ready when they answer, since they have no database.
 */
export async function copyWeb(namespace: string): Promise<WebCopy> {
  const own = ['--namespace', namespace];
  const found = async <Found>(schema: z.ZodType<Found>, kind: string) =>
    getObjects(schema, [kind, name, '--namespace', product]);
  const { spec } = await found(deploymentSchema, 'deployment');
  const { data } = await found(configSchema, 'configmap');
  const { ports, selector } = (await found(serviceSchema, 'service')).spec;
  // What JSON leaves out: the account and the Secrets are not in the copy's namespace.
  const left = { serviceAccount: undefined, serviceAccountName: undefined };
  const containers = spec.template.spec.containers.map((container) => ({
    ...container,
    env: undefined,
    envFrom: [{ configMapRef: { name } }, { secretRef: { name: settings } }],
    readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1 },
  }));
  const template = { ...spec.template, spec: { ...spec.template.spec, ...left, containers } };
  const remove = async (): Promise<void> => {
    await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=true']);
  };
  await remove();
  const metadata = { name, namespace };
  await applyObjects([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: settings, namespace },
      stringData: madeUpSettings(),
    },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { ...spec, template } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'NodePort',
        selector,
        ports: ports.map(({ port }) => ({ name: 'http', port, targetPort: 'http' })),
      },
    },
  ]);
  const status = ['rollout', 'status', `deployment/${name}`, ...own, '--timeout=300s'];
  await kubectl(status);
  const service = await getObjects(serviceSchema, ['service', name, ...own]);
  return {
    url: `http://127.0.0.1:${service.spec.ports[0]?.nodePort ?? ''}`,
    rollOut: async () => {
      await kubectl(['rollout', 'restart', `deployment/${name}`, ...own]);
      await kubectl(status);
    },
    remove,
  };
}
