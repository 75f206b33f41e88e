import { randomUUID } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import type { RunResult, Stop } from '@taskora/base/run';
import type { Machine } from '../base/machine.ts';
import { thisMachine } from '../base/machine.ts';
import type { Helm } from '../chart/helm.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { Lease } from '../cluster/lease.ts';
import { overdue, overdueAfter } from './overdue.ts';
import { createLease, holdLease, isExpired, readLease, takeLease } from '../cluster/lease.ts';

export interface ReleaseLock {
  /** Aborted, with the error to fail with, when another run has taken the release. */
  readonly lost: AbortSignal;
  /**
   * Fails if the release is no longer this run's; asked before each change of it. Notes the process that
   * is about to make the change, so that a later run can wait for its end when this one is killed.
   */
  assertHeld(processId?: number): Promise<void>;
  /** Calls back after each renewal; gives what ends that. */
  onRenewal(listener: () => void): () => void;
  free(): Promise<void>;
}

const helmProcessAnnotation = 'nx-helm/helm-process';
const defaultRenewMilliseconds = 10_000;
const orphanTimeoutSeconds = 60;
/** Shorter than a Lease lasts, and longer than two renewals take: before another run may begin, Helm is killed. */
const patienceSeconds = 25;

interface LockOptions {
  readonly renewMilliseconds?: number;
  readonly machine?: Machine | undefined;
  /** False for one that has to be there already: what a lock makes says nothing about whose it is. */
  readonly isNamespaceMade?: boolean;
}

/** Only one run at a time may change a release; a run that died gives its place to the next. */
export async function lockRelease(
  kubectl: Kubectl,
  release: string,
  options: LockOptions = {},
): Promise<ReleaseLock> {
  const { renewMilliseconds = defaultRenewMilliseconds, machine = thisMachine } = options;
  const { isNamespaceMade = true } = options;
  const name = `nx-helm-${release}`;
  // For people the machine and the process; for other runs, where that number means something.
  const { host, processId, place } = machine;
  const holder = `${host}/${processId}/${place}/${randomUUID()}`;
  await acquire({ kubectl, name, holder, release, machine, isNamespaceMade });
  const lease = holdLease(kubectl, name, holder);
  const losing = new AbortController();
  const listeners = new Set<() => void>();
  const renew = async (annotations?: Readonly<Record<string, string>>): Promise<void> => {
    if (losing.signal.aborted) return;
    if (await lease.renew(annotations)) listeners.forEach((listener) => listener());
    else losing.abort(lostRelease(release));
  };
  // A cluster that does not answer says nothing about who has the lease.
  const renewQuietly = (): void => void renew().catch(() => undefined);
  const renewal = setInterval(renewQuietly, renewMilliseconds);
  // A run that ended without freeing must not go on only to renew.
  renewal.unref();
  return {
    lost: losing.signal,
    assertHeld: async (processId) => {
      await renew(processId === undefined ? {} : { [helmProcessAnnotation]: String(processId) });
      losing.signal.throwIfAborted();
    },
    onRenewal: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    free: async () => {
      clearInterval(renewal);
      // What cannot be deleted now expires; it must not hide how the run itself ended.
      await lease.free().catch(() => undefined);
    },
  };
}

interface Taker {
  readonly kubectl: Kubectl;
  readonly name: string;
  readonly holder: string;
  readonly release: string;
  readonly machine: Machine;
  readonly isNamespaceMade: boolean;
}

async function acquire(taker: Taker): Promise<void> {
  const { kubectl, name, holder, release, isNamespaceMade } = taker;
  let outcome = await createLease(kubectl, name, holder);
  if (outcome === 'no-namespace') {
    if (!isNamespaceMade) throw namespaceMissing(release, kubectl.namespace);
    // The Lease lies in the release's namespace, which a first install may have to make.
    await kubectl.read(['create', 'namespace', kubectl.namespace]);
    outcome = await createLease(kubectl, name, holder);
  }
  if (outcome === 'exists') await takeOver(taker);
}

async function takeOver({ kubectl, name, holder, release, machine }: Taker): Promise<void> {
  const lease = await readLease(kubectl, name);
  if (lease === undefined) {
    if ((await createLease(kubectl, name, holder)) === 'created') return;
    throw busy(release, 'another run');
  }
  const owner = lease.spec?.holderIdentity ?? 'unknown';
  if (!isExpired(lease, new Date()) && !isHolderDead(owner, machine)) throw busy(release, owner);
  await endOrphan(lease, release, machine);
  if (!(await takeLease(kubectl, lease, holder))) throw busy(release, 'another run');
}

/** A holder of this machine whose process is gone need not be waited for. */
function isHolderDead(owner: string, machine: Machine): boolean {
  const [, processId, place] = owner.split('/');
  return place === machine.place && processId !== undefined && !machine.isAlive(Number(processId));
}

/** What Helm is started with where it changes a release. */
const changes = ['upgrade', 'rollback', 'uninstall'];

/** A killed run's Helm ends with it, but not in the same moment. */
async function endOrphan(lease: Lease, release: string, machine: Machine): Promise<void> {
  const [, , place] = (lease.spec?.holderIdentity ?? '').split('/');
  const processId = Number(lease.metadata.annotations?.[helmProcessAnnotation]);
  if (place !== machine.place || !(processId > 0) || !machine.isAlive(processId)) return;
  // Process numbers are reused, so a number alone proves nothing.
  const args = machine.commandLine(processId);
  if (!args.includes(release) || !changes.some((change) => args.includes(change))) return;
  console.log(`${release}: ending the Helm process ${processId} of a run that was killed`);
  if (await machine.endProcess(processId, orphanTimeoutSeconds)) return;
  throw busy(release, `the Helm process ${processId} of a run that was killed`);
}

function busy(release: string, holder: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_BUSY',
    `the release is being changed by another run (${holder})`,
    `wait for it to end, then npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

function namespaceMissing(release: string, namespace: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_NAMESPACE',
    `the namespace ${namespace} is not there`,
    'kubectl get namespaces',
    { project: release },
  );
}

function lostRelease(release: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_LOST',
    'this run did not renew its Lease in time (as on a machine that slept), and another run has taken the release; this run changed nothing more',
    `npx nx run ${release}:helm-status`,
    { project: release },
  );
}

interface ChangeOptions {
  readonly stops?: readonly Stop[];
  /** After how many seconds it should have ended by itself. */
  readonly overdueSeconds?: number;
}

/**
 * Runs a Helm that changes the release, only as long as the release is this run's: it begins when the
 * Lease names its process, and ends with this run, however that ends. When the release is lost, Helm is
 * killed: asked to end it would roll back, while another run is changing the same release. One that
 * waits longer than its own timeouts is ended, too.
 */
export async function runUnderLock(
  helm: Helm,
  args: readonly string[],
  lock: ReleaseLock,
  { stops = [], overdueSeconds = overdueAfter() }: ChangeOptions = {},
): Promise<RunResult> {
  lock.lost.throwIfAborted();
  const begin = (processId: number): Promise<void> => lock.assertHeld(processId);
  const { onRenewal } = lock;
  const late = overdue(overdueSeconds);
  // A signal would end only the process that keeps Helm; this makes it kill Helm.
  const lost = AbortSignal.any([lock.lost, late.killed]);
  const keeping = { begin, lost, onRenewal, patienceSeconds };
  const result = await helm.run(args, { keeping, stops: [...stops, ...late.stops] });
  lock.lost.throwIfAborted();
  return late.explain(result);
}
