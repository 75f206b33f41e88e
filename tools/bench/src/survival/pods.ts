import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { UserError } from '@taskora/base/errors';
import { getObjects, kubectl, namespace } from '@taskora/dev/kubectl';
import { z } from 'zod';
import { waitFor } from '../wait-for.ts';

const inNamespace = ['-n', namespace];
const patienceSeconds = 120;

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        deletionTimestamp: z.string().optional(),
        labels: z.record(z.string(), z.string()),
      }),
      status: z.object({
        podIP: z.string().optional(),
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
        containerStatuses: z.array(z.object({ containerID: z.string().optional() })).default([]),
      }),
    }),
  ),
});

export interface Pod {
  readonly name: string;
  readonly address: string;
  readonly containerId: string;
  /** Its `/tmp`, as the node has it. */
  readonly folder: string;
}

export const selectors = {
  api: 'app.kubernetes.io/name=api,app.kubernetes.io/component=server',
  chatbot: 'app.kubernetes.io/name=chatbot,app.kubernetes.io/component=server',
  database: 'app.kubernetes.io/component=database',
} as const;
export type Service = keyof typeof selectors;

const replicas: Readonly<Record<Service, number>> = { api: 2, chatbot: 2, database: 1 };

async function ready(service: Service): Promise<Pod[] | undefined> {
  const args = ['pods', ...inNamespace, '-l', selectors[service]];
  const { items } = await getObjects(podsSchema, args);
  const isReady = ({ status, metadata }: (typeof items)[number]): boolean =>
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  const found = items.filter(isReady);
  if (found.length !== replicas[service] || items.length !== found.length) return undefined;
  return found.map(({ metadata, status }) => ({
    name: metadata.name,
    address: status.podIP ?? '',
    containerId: (status.containerStatuses[0]?.containerID ?? '').replace('containerd://', ''),
    folder: `/var/lib/kubelet/pods/${metadata.uid}/volumes/kubernetes.io~empty-dir/tmp`,
  }));
}

/** All pods of a service, once as many are ready as there have to be and no other is left. */
export async function readyPods(service: Service): Promise<readonly Pod[]> {
  let found: readonly Pod[] | undefined;
  await waitFor(
    async () => (found = await ready(service)) !== undefined,
    patienceSeconds,
    `the pods of ${service} are not ready`,
  );
  return found ?? [];
}

/** As the kernel does where memory is short; the node is this machine. */
export async function killContainer({ name, containerId }: Pod): Promise<void> {
  const args = ['--namespace', 'k8s.io', 'tasks', 'kill', '--signal', 'SIGKILL', containerId];
  const { exitCode, stderr } = await run('ctr', args);
  if (exitCode === 0) return;
  throw new UserError('NOT_KILLED', `${name} was not killed: ${stderr}`, 'npx nx run dev:status');
}

/**
 * A container that ends again within ten minutes waits for longer and longer before it is begun again: another
 * pod takes its place, so that each case meets one that has not been killed before.
 */
export async function replace({ name }: Pod, { atOnce }: { atOnce: boolean }): Promise<void> {
  const forced = atOnce ? ['--grace-period=0', '--force'] : [];
  await kubectl(['delete', 'pod', name, ...inNamespace, '--wait=true', ...forced]);
}

const reachedSchema = z.object({ id: z.string(), peer: z.string().nullable() });
const pointsSchema = z.record(z.string(), z.number());

export interface Order {
  readonly id: string;
  readonly point: string;
  readonly number: number;
}

const orderFile = ({ folder }: Pod): string => join(folder, 'kill-point.json');

/** Lets a pod stand still when it comes to a point for so many times. */
export function order(pod: Pod, what: Order): void {
  const draft = join(pod.folder, 'kill-point.ordered');
  writeFileSync(draft, JSON.stringify(what));
  renameSync(draft, orderFile(pod));
}

/** What was ordered is so no more: a pod that stands still goes on. */
export const withdraw = (pod: Pod): void => rmSync(orderFile(pod), { force: true });

/** Where it stands still: the pod, and whose request it was at. */
export function reached(pod: Pod, id: string): z.infer<typeof reachedSchema> | undefined {
  const path = join(pod.folder, 'kill-point-reached.json');
  if (!existsSync(path)) return undefined;
  const found = reachedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return found.id === id ? found : undefined;
}

export const pointsOf = ({ folder }: Pod): Readonly<Record<string, number>> =>
  pointsSchema.parse(JSON.parse(readFileSync(join(folder, 'kill-points.json'), 'utf8')));
