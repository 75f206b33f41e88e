import { readFileSync } from 'node:fs';
import { readImage } from '../compose/images.ts';

export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** A container for a program in Node's own language, by the image that the product has Node from. */
export function nodeProgram(file: string, ...args: readonly string[]) {
  return {
    name: 'program',
    image: readImage('web').reference,
    imagePullPolicy: 'Never',
    command: ['node', '--input-type=module', '-e', readFileSync(file, 'utf8'), ...args],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

interface Served {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly container: object;
}

/** A Deployment of one container, and the Service before it. */
export function servedObjects({ name, namespace, port, container }: Served): object[] {
  const metadata = { name, namespace };
  const labels = { 'app.kubernetes.io/name': name };
  const spec = { securityContext: podSecurity, containers: [container] };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port }] } },
  ];
}
