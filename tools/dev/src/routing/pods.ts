import { join } from 'node:path';
import { z } from 'zod';
import { applyObjects, getObjects, kubectl } from '../cluster/kubectl.ts';
import { nodeProgram, podSecurity, servedObjects } from '../cluster/node-program.ts';
import { UserError } from '@taskora/base/errors';
import { waitUntil } from '../wait.ts';
import type { Certificate } from './certificate.ts';
import { again, edge, hosts } from './place.ts';

const runner = (program: string, ...args: readonly string[]) =>
  nodeProgram(join(import.meta.dirname, 'pods', `${program}.mjs`), ...args);

/** Where the product finds the slow model. */
export const modelUrl = `http://model.${edge}.svc.cluster.local:8080/v1`;

export const modelObjects = (seconds: number): object[] =>
  servedObjects({
    name: 'model',
    namespace: edge,
    port: 8080,
    container: runner('slow-model', String(seconds)),
  });

const serviceSchema = z.object({ spec: z.object({ clusterIP: z.string() }) });
const podSchema = z.object({ status: z.object({ phase: z.string() }) });

/** Somebody with an address of their own who types wrong passwords; the statuses that they are answered. */
export async function visit(
  name: string,
  attempts: number,
  { authority }: Certificate,
): Promise<number[]> {
  const { spec } = await getObjects(serviceSchema, ['service', 'traefik', '-n', edge]);
  const program = runner('visitor', `https://${hosts.web}`, String(attempts));
  await kubectl(['delete', 'pod', name, '-n', edge, '--ignore-not-found']);
  await applyObjects([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'authority', namespace: edge },
      data: { 'ca.crt': authority },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: edge },
      spec: {
        restartPolicy: 'Never',
        securityContext: podSecurity,
        hostAliases: [{ ip: spec.clusterIP, hostnames: Object.values(hosts) }],
        volumes: [{ name: 'authority', configMap: { name: 'authority' } }],
        containers: [
          {
            ...program,
            env: [{ name: 'NODE_EXTRA_CA_CERTS', value: '/authority/ca.crt' }],
            volumeMounts: [{ name: 'authority', mountPath: '/authority' }],
          },
        ],
      },
    },
  ]);
  const hasEnded = async (): Promise<boolean> => {
    const { status } = await getObjects(podSchema, ['pod', name, '-n', edge]);
    return status.phase === 'Succeeded' || status.phase === 'Failed';
  };
  await waitUntil(hasEnded, { timeoutSeconds: 120 });
  const said = await kubectl(['logs', name, '-n', edge]);
  const last = said.trim().split('\n').at(-1) ?? '';
  const statuses = z.array(z.number()).safeParse(last.startsWith('[') ? JSON.parse(last) : last);
  if (statuses.success) return statuses.data;
  const what = `the visitor ${name} did not end well: ${said.slice(-1000)}`;
  throw new UserError('ROUTING_FAILED', what, again);
}
