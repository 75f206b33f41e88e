import type { Kubectl } from './connect.ts';

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
const apiVersion = 'coordination.k8s.io/v1';

/** Kubernetes wants microseconds here. */
function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

function leaseObject(name: string, holder: string, resourceVersion: string | undefined) {
  const now = microTime(new Date());
  return {
    apiVersion,
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

/** Takes a stale lease, unless somebody else has taken it meanwhile. */
export async function takeLease(kubectl: Kubectl, lease: Lease, holder: string): Promise<boolean> {
  const { name, resourceVersion } = lease.metadata;
  return replaceLease(kubectl, leaseObject(name, holder, resourceVersion));
}

/**
 * Writes a lease that was read before; its resource version makes the API server refuse an outdated
 * one.
 */
async function replaceLease(kubectl: Kubectl, lease: Lease): Promise<boolean> {
  const input = JSON.stringify(lease);
  return (await kubectl.try(['replace', '--filename', '-'], { input })).exitCode === 0;
}

/**
 * Deletes a lease only as it was read; of kubectl's deletes only the raw one has a precondition.
 */
async function deleteLease(kubectl: Kubectl, { metadata }: Lease): Promise<void> {
  const { name, resourceVersion } = metadata;
  const names = [kubectl.namespace, name].map(encodeURIComponent);
  const path = `/apis/${apiVersion}/namespaces/${names[0]}/leases/${names[1]}`;
  const input = JSON.stringify({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { resourceVersion },
  });
  await kubectl.try(['delete', '--raw', path, '--filename', '-'], { input });
}

export function isExpired({ spec }: Lease, now: Date): boolean {
  const renewed = Date.parse(spec?.renewTime ?? '');
  const duration = (spec?.leaseDurationSeconds ?? durationSeconds) * 1000;
  return Number.isNaN(renewed) || renewed + duration < now.getTime();
}

/** A lease that this run has taken, and may lose: a laptop sleeps, a network is gone for a while. */
interface HeldLease {
  /** Renews the lease, with these annotations added; false when it is no longer this run's. */
  renew(annotations?: Readonly<Record<string, string>>): Promise<boolean>;
  /** Deletes the lease, unless another run has it. */
  free(): Promise<void>;
}

/** Somebody may write an annotation between our reading and writing; more than that is no accident. */
const attempts = 3;

/** `holder` is of one run alone, so a lease that names it is this run's and no other's. */
export function holdLease(kubectl: Kubectl, name: string, holder: string): HeldLease {
  // One after the other, so that this run's own writes are never in conflict.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const readOwn = async (): Promise<Lease | undefined> => {
    const lease = await readLease(kubectl, name);
    return lease?.spec?.holderIdentity === holder ? lease : undefined;
  };
  const renew: HeldLease['renew'] = async (annotations = {}) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const lease = await readOwn();
      if (lease === undefined) return false;
      if (await replaceLease(kubectl, renewed(lease, annotations))) return true;
    }
    return (await readOwn()) !== undefined;
  };
  const free = async (): Promise<void> => {
    const lease = await readOwn();
    if (lease !== undefined) await deleteLease(kubectl, lease);
  };
  return {
    renew: (annotations) => inTurn(() => renew(annotations)),
    free: () => inTurn(free),
  };
}

function renewed(lease: Lease, annotations: Readonly<Record<string, string>>): Lease {
  return {
    ...lease,
    metadata: {
      ...lease.metadata,
      annotations: { ...lease.metadata.annotations, ...annotations },
    },
    spec: { ...lease.spec, renewTime: microTime(new Date()) },
  };
}
