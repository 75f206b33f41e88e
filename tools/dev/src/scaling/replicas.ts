import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { getObjects, namespace } from '../cluster/kubectl.ts';
import { waitUntil } from '../wait.ts';

export const scaled = ['api', 'web'] as const;
export type Scaled = (typeof scaled)[number];

/** How many pods a Deployment asks for, and how many of them serve. */
export interface Count {
  readonly wanted: number;
  readonly available: number;
}
export type Counts = Readonly<Record<Scaled, Count>>;

const schema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ replicas: z.number() }),
      status: z.object({ availableReplicas: z.number().default(0) }),
    }),
  ),
});

export async function readCounts(): Promise<Counts> {
  const { items } = await getObjects(schema, ['deployments', ...scaled, '-n', namespace]);
  const countOf = (name: Scaled): Count => {
    const found = items.find(({ metadata }) => metadata.name === name);
    return { wanted: found?.spec.replicas ?? 0, available: found?.status.availableReplicas ?? 0 };
  };
  return { api: countOf('api'), web: countOf('web') };
}

/** The counts while something is done, as often as they can be asked for. */
export async function countsDuring(work: Promise<unknown>): Promise<readonly Counts[]> {
  const seen: Counts[] = [];
  let isOver = false;
  const end = work.finally(() => (isOver = true));
  while (!isOver) {
    seen.push(await readCounts());
    await sleep(200);
  }
  await end;
  return seen;
}

/** Waits until both have the pods that are asked for, and gives what was there at last. */
export async function awaitCounts(
  isSo: (counts: Counts) => boolean,
  timeoutSeconds: number,
): Promise<{ readonly isReached: boolean; readonly counts: Counts }> {
  let counts = await readCounts();
  const ask = async (): Promise<boolean> => {
    counts = await readCounts();
    return isSo(counts);
  };
  return { isReached: await waitUntil(ask, { timeoutSeconds }), counts };
}

export const textOf = (counts: Counts): string =>
  scaled
    .map((name) => `${name} ${counts[name].available} of ${counts[name].wanted} pods`)
    .join(', ');
