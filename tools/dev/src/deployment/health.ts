import { messageOf } from '@taskora/base/errors';
import { z } from 'zod';
import { addresses } from '../cluster/addresses.ts';
import { getObjects, kubectl, namespace } from '../cluster/kubectl.ts';

/** One address that was asked whether it lives and whether it is ready. */
export interface HealthAnswer {
  readonly place: string;
  readonly path: string;
  /** What is wrong; undefined where it answered 200. */
  readonly fault?: string;
  readonly milliseconds: number;
}

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        containers: z.array(
          z.object({
            ports: z
              .array(z.object({ containerPort: z.number(), name: z.string().optional() }))
              .default([]),
          }),
        ),
      }),
      status: z.object({ phase: z.string() }),
    }),
  ),
});

const paths = ['/health', '/ready'];
const LIMIT_MS = 10_000;

async function timed(
  place: string,
  path: string,
  ask: () => Promise<unknown>,
): Promise<HealthAnswer> {
  const before = performance.now();
  const fault = await ask().then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  const milliseconds = Math.round(performance.now() - before);
  return { place, path, milliseconds, ...(fault === undefined ? {} : { fault }) };
}

async function fetchOk(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

/** Asks each pod that serves HTTP over the API server's proxy, and both addresses as people do. */
export async function askHealth(): Promise<HealthAnswer[]> {
  const { items } = await getObjects(podsSchema, ['pods', '-n', namespace]);
  const serving = items.flatMap(({ metadata, spec, status }) => {
    const port = spec.containers.flatMap(({ ports }) => ports).find(({ name }) => name === 'http');
    return port === undefined || status.phase !== 'Running'
      ? []
      : [{ name: metadata.name, port: port.containerPort }];
  });
  const answers: HealthAnswer[] = [];
  // One pod after the other, because each question is a kubectl of its own.
  for (const { name, port } of serving) {
    const proxy = `/api/v1/namespaces/${namespace}/pods/http:${name}:${port}/proxy`;
    const ask = (path: string) =>
      timed(`pod/${name}`, path, () =>
        kubectl(['--request-timeout=10s', 'get', '--raw', `${proxy}${path}`]),
      );
    answers.push(...(await Promise.all(paths.map(ask))));
  }
  for (const url of Object.values(addresses)) {
    const ask = (path: string) => timed(url, path, () => fetchOk(`${url}${path}`));
    answers.push(...(await Promise.all(paths.map(ask))));
  }
  return answers;
}
