import { z } from 'zod';
import { UserError } from '@taskora/base/errors';
import { getObjects } from '@taskora/dev/kubectl';
import type { EditCase } from './cases.ts';

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        deletionTimestamp: z.string().optional(),
        annotations: z.record(z.string(), z.string()).default({}),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z.object({ phase: z.string().optional(), podIP: z.string().optional() }),
    }),
  ),
});

type Pod = z.infer<typeof podsSchema>['items'][number];

/** The address of a pod that runs; pods are reached where the node is this machine. */
async function addressWhere(
  { port, path }: EditCase,
  namespace: string,
  isIt: (pod: Pod) => boolean,
): Promise<string | undefined> {
  const { items } = await getObjects(podsSchema, ['pods', '-n', namespace]);
  const pod = items.find(
    (each) =>
      each.status.phase === 'Running' &&
      each.metadata.deletionTimestamp === undefined &&
      isIt(each),
  );
  return pod?.status.podIP === undefined ? undefined : `http://${pod.status.podIP}:${port}${path}`;
}

/** Of the session that runs of a release. */
export async function addressOf(each: EditCase, namespace: string): Promise<string> {
  const { release } = each;
  const address = await addressWhere(
    each,
    namespace,
    ({ metadata: { annotations, labels } }) =>
      labels['app.kubernetes.io/instance'] === release && 'nx-helm/live-port' in annotations,
  );
  if (address !== undefined) return address;
  throw new UserError(
    'NO_SESSION',
    `no development session of ${release} runs in the namespace ${namespace}`,
    `npx nx run ${release}:live in another terminal, then run this command again`,
  );
}

/** Of the pods that have all these labels; undefined while none runs. */
export const addressByLabels = (
  each: EditCase,
  namespace: string,
  wanted: Readonly<Record<string, string>>,
): Promise<string | undefined> =>
  addressWhere(each, namespace, ({ metadata: { labels } }) =>
    Object.entries(wanted).every(([name, value]) => labels[name] === value),
  );
