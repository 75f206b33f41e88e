import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { query, type StartProgram } from '../database-copy/programs.ts';
import type { Cluster, Pod } from './cluster.ts';
import { environmentDigest, digestCommand } from './environment-digest.ts';

/** kubectl in the namespace of the product: what it prints, or a rejection with what it complained of. */
export type AskKubectl = (args: readonly string[], input?: string) => Promise<string>;

/** All of it is kept, so that it can be written again with a change. */
const secretSchema = z.looseObject({
  metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).default({}) }),
  data: z.record(z.string(), z.string()).default({}),
});

const referenceSchema = z.object({
  name: z.string(),
  valueFrom: z
    .object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional() })
    .optional(),
});

const deploymentSchema = z.object({
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      spec: z.object({
        containers: z.tuple([z.object({ env: z.array(referenceSchema).default([]) })], z.unknown()),
      }),
    }),
  }),
});

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }),
      status: z.object({
        phase: z.string(),
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
      }),
    }),
  ),
});

const databasePod = 'postgres-0';
const pauseMilliseconds = 2000;

/** Reads a password from its input first, so that it is in no list of processes. */
const signInScript = `IFS= read -r PGPASSWORD; export PGPASSWORD
exec psql --host=127.0.0.1 --username="$1" --dbname=taskora --no-psqlrc --command='select' > /dev/null`;
const mountedScript = `value=; [ ! -e "$1" ] || IFS= read -r value < "$1" || :; printf '%s' "$value"`;
const passwordFolder = '/etc/taskora/passwords';

const encoded = (text: string | null): string | null =>
  text === null ? null : Buffer.from(text).toString('base64');
/** A record with changes, of which null takes a key away. */
const changed = (
  record: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
) =>
  Object.fromEntries(
    Object.entries({ ...record, ...changes }).filter(([, value]) => value !== null),
  );
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();

const mapped = <From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

export function kubectlCluster(ask: AskKubectl, start: StartProgram): Cluster {
  const get = async <Schema extends z.ZodType>(schema: Schema, args: readonly string[]) =>
    schema.parse(JSON.parse(await ask(['get', ...args, '-o', 'json'])));
  const inPod = (pod: string, args: readonly string[], input?: string) =>
    ask(['exec', ...(input === undefined ? [] : ['-i']), pod, '--', ...args], input);
  const contentOf = ({ metadata, data }: z.infer<typeof secretSchema>) => ({
    annotations: metadata.annotations,
    data: mapped(data, decoded),
  });
  const readSecret: Cluster['readSecret'] = async (name) =>
    contentOf(await get(secretSchema, ['secret', name]));

  /** What the Secrets say now of the variables of a Deployment. */
  async function wantedEnvironment(env: readonly z.infer<typeof referenceSchema>[]) {
    const wanted = new Map<string, string>();
    const secrets = new Map<string, Awaited<ReturnType<Cluster['readSecret']>>>();
    for (const { name, valueFrom } of env) {
      const reference = valueFrom?.secretKeyRef;
      if (reference === undefined) continue;
      const secret = secrets.get(reference.name) ?? (await readSecret(reference.name));
      secrets.set(reference.name, secret);
      wanted.set(name, secret.data[reference.key] ?? '');
    }
    return wanted;
  }

  /** By what its process has, and not by when it started: no clock and no cache is trusted. */
  async function isCurrent(pod: string, deployment: string, wanted: ReadonlyMap<string, string>) {
    try {
      const command = digestCommand(deployment, [...wanted.keys()]);
      return (await inPod(pod, command)).trim() === environmentDigest([...wanted.values()]);
    } catch (error) {
      // Its container is not there yet, or not any more.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  return {
    readSecret,
    async findSecret(name) {
      const printed = await ask(['get', 'secret', name, '--ignore-not-found', '-o', 'json']);
      return printed.trim() === '' ? undefined : contentOf(secretSchema.parse(JSON.parse(printed)));
    },
    /**
     * Replaced and not patched: `kubectl patch` takes a patch as an argument, which other processes see, or as a
     * file. What was read carries its version, so that nobody's change in between is undone.
     */
    async patchSecret(name, { data = {}, annotations = {} }) {
      const secret = await get(secretSchema, ['secret', name]);
      const next = {
        ...secret,
        metadata: {
          ...secret.metadata,
          annotations: changed(secret.metadata.annotations, annotations),
        },
        data: changed(secret.data, mapped(data, encoded)),
      };
      await ask(['replace', '-f', '-'], JSON.stringify(next));
    },
    query: (statements) => query(start, statements),
    async signIn(login, password) {
      await inPod(databasePod, ['sh', '-c', signInScript, 'sh', login], `${password}\n`);
    },
    mountedPassword: (key) =>
      inPod(databasePod, ['sh', '-c', mountedScript, 'sh', `${passwordFolder}/${key}`]),
    async podsOf(deployment) {
      const { spec } = await get(deploymentSchema, ['deployment', deployment]);
      const wanted = await wantedEnvironment(spec.template.spec.containers[0].env);
      const labels = Object.entries(spec.selector.matchLabels).map((pair) => pair.join('='));
      const { items } = await get(podsSchema, ['pods', '-l', labels.join(',')]);
      const alive = items.filter(({ status }) => !['Failed', 'Succeeded'].includes(status.phase));
      const pods = alive.map(async ({ metadata, status }): Promise<Pod> => {
        const isEnding = metadata.deletionTimestamp !== undefined;
        return {
          name: metadata.name,
          isEnding,
          isReady: status.conditions.some(
            (each) => each.type === 'Ready' && each.status === 'True',
          ),
          isCurrent: isEnding ? undefined : await isCurrent(metadata.name, deployment, wanted),
        };
      });
      return { wanted: spec.replicas, pods: await Promise.all(pods) };
    },
    async evict(pod) {
      const place = JSON.parse(await ask(['get', 'pod', pod, '-o', 'json'])) as {
        metadata: { namespace: string };
      };
      const { namespace } = place.metadata;
      const path = `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`;
      const eviction = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod, namespace },
      };
      try {
        await ask(['create', '--raw', path, '-f', '-'], JSON.stringify(eviction));
        return true;
      } catch (error) {
        // The budget says not now (429), or the pod is gone already.
        if (
          error instanceof UserError &&
          /TooManyRequests|disruption budget|NotFound/.test(error.what)
        )
          return false;
        throw error;
      }
    },
    pause: () => sleep(pauseMilliseconds),
  };
}
