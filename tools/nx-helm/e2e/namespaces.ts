import type { Kubectl } from '../src/cluster/connect.ts';

const deletion = (namespace: string): string[] => [
  ...['delete', 'namespace', namespace, '--ignore-not-found'],
];

/** What a run that was cut off has left, which a test must not find; it needs some seconds to go. */
export async function clearNamespace(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl.read([...deletion(namespace), '--wait=true', '--timeout=120s']);
}

/** What a test has made goes by itself, and nobody needs to wait for it. */
export async function leaveNamespace(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl.try([...deletion(namespace), '--wait=false']);
}
