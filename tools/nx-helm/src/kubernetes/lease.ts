import type { Kubectl } from './kubectl.ts';

/** A Lease object as far as it serves as a lock. */
export interface Lease {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly renewTime?: string;
  };
}

const durationSeconds = 30;

function leaseObject(name: string, holder: string, resourceVersion: string | undefined) {
  const now = microTime(new Date());
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: durationSeconds,
      acquireTime: now,
      renewTime: now,
    },
  };
}

/** Kubernetes wants microseconds here. */
function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

/** The API server lets only one of several creators win. */
export async function createLease(
  kubectl: Kubectl,
  name: string,
  holder: string,
): Promise<'created' | 'exists' | 'no-namespace'> {
  const input = JSON.stringify(leaseObject(name, holder, undefined));
  const result = await kubectl.try(['create', '--filename', '-'], { input });
  if (result.exitCode === 0) return 'created';
  if (/AlreadyExists/.test(result.stderr)) return 'exists';
  if (/namespaces .* not found/.test(result.stderr)) return 'no-namespace';
  // Says the same again, as an error that names the cause.
  await kubectl.read(['create', '--filename', '-'], { input });
  return 'created';
}

export async function readLease(kubectl: Kubectl, name: string): Promise<Lease | undefined> {
  const text = await kubectl.read(['get', 'lease', name, '--ignore-not-found', '--output', 'json']);
  return text.trim() === '' ? undefined : (JSON.parse(text) as Lease);
}

/** Takes a stale lease; the resource version makes sure that nobody else has taken it meanwhile. */
export async function replaceLease(
  kubectl: Kubectl,
  lease: Lease,
  holder: string,
): Promise<boolean> {
  const { name, resourceVersion } = lease.metadata;
  const input = JSON.stringify(leaseObject(name, holder, resourceVersion));
  return (await kubectl.try(['replace', '--filename', '-'], { input })).exitCode === 0;
}

export async function renewLease(kubectl: Kubectl, name: string): Promise<void> {
  await patch(kubectl, name, { spec: { renewTime: microTime(new Date()) } });
}

export async function annotateLease(
  kubectl: Kubectl,
  name: string,
  annotations: Readonly<Record<string, string>>,
): Promise<void> {
  await patch(kubectl, name, { metadata: { annotations } });
}

async function patch(kubectl: Kubectl, name: string, change: object): Promise<void> {
  await kubectl.try(['patch', 'lease', name, '--type', 'merge', '--patch', JSON.stringify(change)]);
}

export async function deleteLease(kubectl: Kubectl, name: string): Promise<void> {
  await kubectl.try(['delete', 'lease', name, '--ignore-not-found']);
}

export function isExpired({ spec }: Lease, now: Date): boolean {
  const renewed = Date.parse(spec?.renewTime ?? '');
  const duration = (spec?.leaseDurationSeconds ?? durationSeconds) * 1000;
  return Number.isNaN(renewed) || renewed + duration < now.getTime();
}
