import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { addresses } from '@taskora/dev/addresses';
import { getObjects, kubectl, namespace } from '@taskora/dev/kubectl';
import { waitFor } from '../wait-for.ts';
import type { Counters, Used } from './processor.ts';
import type { Restarts } from './restarts.ts';
import type { Stage } from './stage.ts';

const inNamespace = ['-n', namespace];
const database = 'postgres-0';
const databaseSeconds = 120;

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ uid: z.string() }),
      spec: z.object({ nodeName: z.string().optional() }),
      status: z.object({
        containerStatuses: z
          .array(z.object({ name: z.string(), restartCount: z.number() }))
          .default([]),
      }),
    }),
  ),
});

const slicesSchema = z.object({
  items: z.array(
    z.object({
      endpoints: z
        .array(z.object({ conditions: z.object({ ready: z.boolean().optional() }) }))
        .nullish(),
    }),
  ),
});

const statsSchema = z.object({
  pods: z.array(
    z.object({
      podRef: z.object({ uid: z.string() }),
      containers: z
        .array(
          z.object({
            name: z.string(),
            cpu: z.object({ time: z.string(), usageCoreNanoSeconds: z.number() }).optional(),
          }),
        )
        .nullish(),
    }),
  ),
});

async function pods(selector?: string): Promise<z.infer<typeof podsSchema>['items']> {
  const chosen = selector === undefined ? [] : ['-l', selector];
  return (await getObjects(podsSchema, ['pods', ...inNamespace, ...chosen])).items;
}

async function secret(name: string, key: string): Promise<string> {
  const path = `jsonpath={.data.${key}}`;
  const text = await kubectl(['get', 'secret', name, ...inNamespace, '-o', path]);
  return Buffer.from(text, 'base64').toString('utf8');
}

/** The counters of the kubelet, which are what the limits are held against. */
async function webProcessor(): Promise<Counters> {
  const web = await pods('app.kubernetes.io/name=web,app.kubernetes.io/component=server');
  const ids = new Set(web.map(({ metadata }) => metadata.uid));
  const nodes = new Set(web.flatMap(({ spec }) => spec.nodeName ?? []));
  const counters = new Map<string, Used>();
  for (const node of nodes) {
    const text = await kubectl(['get', '--raw', `/api/v1/nodes/${node}/proxy/stats/summary`]);
    for (const { podRef, containers } of statsSchema.parse(JSON.parse(text)).pods) {
      if (!ids.has(podRef.uid)) continue;
      for (const { name, cpu } of containers ?? []) {
        if (cpu === undefined) continue;
        const used = { at: Date.parse(cpu.time), milliseconds: cpu.usageCoreNanoSeconds / 1e6 };
        counters.set(`${podRef.uid}/${name}`, used);
      }
    }
  }
  if (counters.size > 0) return counters;
  throw new UserError(
    'NO_COUNTERS',
    'the kubelet has no processor counter of any pod of web',
    'kubectl get pods -n taskora -l app.kubernetes.io/name=web',
  );
}

async function restarts(): Promise<Restarts> {
  const counts = (await pods()).flatMap(({ metadata, status }) =>
    status.containerStatuses.map(
      ({ name, restartCount }) => [`${metadata.uid}/${name}`, restartCount] as const,
    ),
  );
  return new Map(counts);
}

async function webEndpoints(): Promise<number> {
  const selector = 'kubernetes.io/service-name=web';
  const args = ['endpointslices', ...inNamespace, '-l', selector];
  const { items } = await getObjects(slicesSchema, args);
  const endpoints = items.flatMap((slice) => slice.endpoints ?? []);
  return endpoints.filter(({ conditions }) => conditions.ready !== false).length;
}

async function databaseAnswers(): Promise<boolean> {
  const isReady = ['pg_isready', '--quiet', '--host=127.0.0.1', '--timeout=1'];
  return kubectl(['exec', ...inNamespace, database, '--', ...isReady]).then(
    () => true,
    () => false,
  );
}

const untilDatabaseAnswers = (): Promise<void> =>
  waitFor(databaseAnswers, databaseSeconds, 'the database does not answer');

async function scaleDatabase(replicas: 0 | 1): Promise<void> {
  await kubectl(['scale', 'statefulset/postgres', ...inNamespace, `--replicas=${replicas}`]);
}

/** The product on this machine's Minikube, at the addresses that people type. */
export async function clusterStage(): Promise<Stage> {
  const inDatabase = ['exec', '-i', ...inNamespace, database, '--'];
  const psql = ['psql', '--host=/tmp', '--username=postgres', '--dbname=taskora', '--quiet'];
  const strict = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file=-'];
  return {
    webUrl: addresses.web,
    authSecret: await secret('taskora-auth', 'secret'),
    sql: async (statements) => {
      await kubectl([...inDatabase, ...psql, ...strict], statements);
    },
    webProcessor,
    webEndpoints,
    async killDatabase() {
      // The first process of a container takes no SIGKILL from inside; on this one it ends as in a crash.
      await kubectl(['exec', ...inNamespace, database, '--', 'sh', '-c', 'kill -QUIT 1']);
      await untilDatabaseAnswers();
    },
    async stopDatabase() {
      await scaleDatabase(0);
      await waitFor(
        async () => (await pods('app.kubernetes.io/component=database')).length === 0,
        databaseSeconds,
        'the database does not end',
      );
    },
    async startDatabase() {
      await scaleDatabase(1);
      await untilDatabaseAnswers();
    },
    restarts,
  };
}
