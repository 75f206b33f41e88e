import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { applyObjects, getObjects, kubectl } from '../cluster/kubectl.ts';
import { readImage } from '../compose/images.ts';
import { UserError } from '@taskora/base/errors';
import { waitUntil } from '../wait.ts';
import type { Certificate } from './certificate.ts';
import { podSecurity } from './controller.ts';
import { again, edge, hosts } from './place.ts';

const programOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'pods', `${name}.mjs`), 'utf8');

/** A program in Node's own language, by the image that the product has Node from. */
function runner(program: string, ...args: readonly string[]) {
  return {
    name: 'program',
    image: readImage('web').reference,
    imagePullPolicy: 'Never',
    command: ['node', '--input-type=module', '-e', programOf(program), ...args],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

const metadata = { name: 'model', namespace: edge };
const labels = { 'app.kubernetes.io/name': 'model' };

/** Where the product finds the slow model. */
export const modelUrl = `http://model.${edge}.svc.cluster.local:8080/v1`;

export const modelObjects = (seconds: number): object[] => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: podSecurity,
          containers: [runner('slow-model', String(seconds))],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: labels, ports: [{ port: 8080 }] },
  },
];

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
