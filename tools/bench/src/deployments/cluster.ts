import { z } from 'zod';
import { applyObjects, getObjects, kubectl } from '@taskora/dev/kubectl';
import { earlierNamespace, ownNamespace, skaffoldNamespace } from './names.ts';
import { waitFor } from '../wait-for.ts';

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        deletionTimestamp: z.string().optional(),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z
        .object({
          phase: z.string().optional(),
          conditions: z
            .array(
              z.object({
                type: z.string(),
                status: z.string(),
                lastTransitionTime: z.string().nullish(),
              }),
            )
            .default([]),
        })
        .optional(),
    }),
  ),
});

export type Listed = z.infer<typeof listSchema>['items'][number];

async function list(namespace: string, kind: string, selector?: string): Promise<Listed[]> {
  const chosen = selector === undefined ? [] : ['-l', selector];
  return (await getObjects(listSchema, [kind, '-n', namespace, ...chosen])).items;
}

/** What a rollout leaves behind: revisions of releases, and pods. */
export interface Standing {
  readonly revisions: ReadonlySet<string>;
  readonly pods: ReadonlySet<string>;
}

export async function standing(namespace: string): Promise<Standing> {
  const uids = (all: Listed[]): Set<string> => new Set(all.map(({ metadata }) => metadata.uid));
  const [revisions, pods] = await Promise.all([
    list(namespace, 'secrets', 'owner=helm'),
    list(namespace, 'pods'),
  ]);
  return { revisions: uids(revisions), pods: uids(pods) };
}

export function newSince(before: Standing, after: Standing): Record<'revisions' | 'pods', number> {
  const added = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
    [...other].filter((uid) => !one.has(uid)).length;
  return {
    revisions: added(before.revisions, after.revisions),
    pods: added(before.pods, after.pods),
  };
}

export const podsOf = (namespace: string, release: string): Promise<Listed[]> =>
  list(
    namespace,
    'pods',
    `app.kubernetes.io/instance=${release},app.kubernetes.io/component=server`,
  );

/** Waits until all pods of the bench's namespaces are ready and none is going, so that nobody pays for what another run left. */
export async function podsReady(): Promise<void> {
  await waitFor(
    async () => {
      const pods = await Promise.all(
        [ownNamespace, skaffoldNamespace, earlierNamespace].map((name) => list(name, 'pods')),
      );
      return pods.flat().every(isReady);
    },
    300,
    'the pods of the bench do not come to rest',
  );
}

function isReady({ metadata, status }: Listed): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  if (status?.phase === 'Succeeded') return true;
  return (
    status?.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
  );
}

/** When the first of the pods became ready that were not there before; to the second, as Kubernetes notes it. */
export function firstReady(
  pods: readonly Listed[],
  before: ReadonlySet<string>,
): number | undefined {
  const times = pods
    .filter(({ metadata }) => !before.has(metadata.uid))
    .flatMap(({ status }) => status?.conditions ?? [])
    .filter(({ type, status }) => type === 'Ready' && status === 'True')
    .map(({ lastTransitionTime }) => Date.parse(lastTransitionTime ?? ''));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Ends the pods of all Deployments while something is measured that nobody runs beside them. */
export async function withoutPodsOf<Result>(
  namespace: string,
  measure: () => Promise<Result>,
): Promise<Result> {
  const scale = (replicas: number): Promise<string> =>
    kubectl(['scale', 'deployment', '--all', `--replicas=${replicas}`, '-n', namespace]);
  await scale(0);
  try {
    return await measure();
  } finally {
    await scale(1);
  }
}

export async function makeNamespace(name: string): Promise<void> {
  await applyObjects([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }]);
}

export async function removeNamespaces(names: readonly string[]): Promise<void> {
  await kubectl(['delete', 'namespace', ...names, '--ignore-not-found', '--wait=true']);
}

const secretsSchema = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      metadata: z.object({ name: z.string() }),
      data: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** The Secrets that the services need, the same in the other namespace. */
export async function copySecrets(from: string): Promise<void> {
  const args = ['secrets', '-n', from, '--field-selector=type=Opaque'];
  const copies = (await getObjects(secretsSchema, args)).items.map(({ type, metadata, data }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: metadata.name, namespace: skaffoldNamespace },
    type,
    data,
  }));
  await applyObjects(copies);
}
