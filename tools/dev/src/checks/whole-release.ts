import { z } from 'zod';
import { must, programPath } from '../run.ts';
import { getObjects, kubeContext } from '../cluster/kubectl.ts';

export const release = 'taskora';
export const namespace = 'taskora-whole';
const place = ['--kube-context', kubeContext, '--namespace', namespace];

/** Helm for the release of the whole chart, in a namespace of its own. */
export const helm = (...args: readonly string[]): Promise<string> =>
  must(programPath('helm'), [...args, ...place], {
    code: 'WHOLE_CHART_FAILED',
    fix: `kubectl -n ${namespace} get events; npx nx run taskora:check-install again begins anew`,
  });

const secretsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), uid: z.string() }),
      type: z.string(),
      data: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** The Secrets that pods use, with their identity and content; Helm keeps its own records beside them. */
export async function readSecrets(): Promise<z.infer<typeof secretsSchema>['items']> {
  const { items } = await getObjects(secretsSchema, ['secrets', '-n', namespace]);
  return items.filter(({ type }) => type === 'Opaque');
}
