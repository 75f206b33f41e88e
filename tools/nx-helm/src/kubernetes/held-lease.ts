import type { Kubectl } from './kubectl.ts';
import type { Lease } from './lease.ts';
import { deleteLease, microTime, readLease, replaceLease } from './lease.ts';

/** A lease that this run has taken, and may lose: a laptop sleeps, a network is gone for a while. */
export interface HeldLease {
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
