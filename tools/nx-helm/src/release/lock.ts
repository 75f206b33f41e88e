import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { UserError } from '@taskora/base/errors';
import { findProcess } from '@taskora/base/processes';
import type { RunResult, Stop } from '@taskora/base/run';
import { isAlive, processPlace } from '../base/liveness.mjs';
import { endProcess } from '../base/other-process.ts';
import type { Helm } from '../chart/helm.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { Lease } from '../cluster/lease.ts';
import { createLease, holdLease, isExpired, readLease, takeLease } from '../cluster/lease.ts';

export interface ReleaseLock {
  /** Aborted, with the error to fail with, when another run has taken the release. */
  readonly lost: AbortSignal;
  /** Fails if the release is no longer this run's; asked before each change of it. */
  assertHeld(): Promise<void>;
  /** Notes the Helm process, so that a later run can end it when this one is killed. */
  recordHelmProcess(processId: number): void;
  free(): Promise<void>;
}

const helmProcessAnnotation = 'nx-helm/helm-process';
const defaultRenewMilliseconds = 10_000;
const orphanTimeoutSeconds = 60;

/** Only one run at a time may change a release; a run that died gives its place to the next. */
export async function lockRelease(
  kubectl: Kubectl,
  release: string,
  renewMilliseconds = defaultRenewMilliseconds,
): Promise<ReleaseLock> {
  const name = `nx-helm-${release}`;
  // For people the machine and the process; for other runs, where that number means something.
  const holder = `${hostname()}/${process.pid}/${processPlace()}/${randomUUID()}`;
  await acquire(kubectl, name, holder, release);
  const lease = holdLease(kubectl, name, holder);
  const losing = new AbortController();
  const renew = async (annotations?: Readonly<Record<string, string>>): Promise<void> => {
    if (losing.signal.aborted || (await lease.renew(annotations))) return;
    losing.abort(lostRelease(release));
  };
  // A cluster that does not answer says nothing about who has the lease.
  const renewQuietly = (annotations?: Readonly<Record<string, string>>): void =>
    void renew(annotations).catch(() => undefined);
  const renewal = setInterval(renewQuietly, renewMilliseconds);
  // A run that ended without freeing must not go on only to renew.
  renewal.unref();
  return {
    lost: losing.signal,
    assertHeld: async () => {
      await renew();
      losing.signal.throwIfAborted();
    },
    recordHelmProcess: (processId) => renewQuietly({ [helmProcessAnnotation]: String(processId) }),
    free: async () => {
      clearInterval(renewal);
      // What cannot be deleted now expires; it must not hide how the run itself ended.
      await lease.free().catch(() => undefined);
    },
  };
}

async function acquire(
  kubectl: Kubectl,
  name: string,
  holder: string,
  release: string,
): Promise<void> {
  let outcome = await createLease(kubectl, name, holder);
  if (outcome === 'no-namespace') {
    // The Lease lies in the release's namespace, which a first install may have to make.
    await kubectl.read(['create', 'namespace', kubectl.namespace]);
    outcome = await createLease(kubectl, name, holder);
  }
  if (outcome === 'exists') await takeOver(kubectl, name, holder, release);
}

async function takeOver(
  kubectl: Kubectl,
  name: string,
  holder: string,
  release: string,
): Promise<void> {
  const lease = await readLease(kubectl, name);
  if (lease === undefined) {
    if ((await createLease(kubectl, name, holder)) === 'created') return;
    throw busy(release, 'another run');
  }
  const owner = lease.spec?.holderIdentity ?? 'unknown';
  if (!isExpired(lease, new Date()) && !isHolderDead(owner)) throw busy(release, owner);
  await endOrphan(lease, release);
  if (!(await takeLease(kubectl, lease, holder))) throw busy(release, 'another run');
}

/** A holder of this machine whose process is gone need not be waited for. */
function isHolderDead(owner: string): boolean {
  const [, processId, place] = owner.split('/');
  return place === processPlace() && processId !== undefined && !isAlive(Number(processId));
}

/** What Helm is started with where it changes a release. */
const changes = ['upgrade', 'rollback', 'uninstall'];

/** A killed run may leave its Helm behind, still changing the release. */
async function endOrphan(lease: Lease, release: string): Promise<void> {
  const [, , place] = (lease.spec?.holderIdentity ?? '').split('/');
  const processId = Number(lease.metadata.annotations?.[helmProcessAnnotation]);
  if (place !== processPlace() || !(processId > 0) || !isAlive(processId)) return;
  // Process numbers are reused, so a number alone proves nothing.
  const args = findProcess(processId)?.commandLine ?? [];
  if (!args.includes(release) || !changes.some((change) => args.includes(change))) return;
  console.log(`${release}: ending the Helm process ${processId} of a run that was killed`);
  if (await endProcess(processId, orphanTimeoutSeconds)) return;
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

function lostRelease(release: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_LOST',
    'this run did not renew its Lease in time (as on a machine that slept), and another run has taken the release; this run changed nothing more',
    `npx nx run ${release}:helm-status`,
    { project: release },
  );
}

/**
 * Runs a Helm that changes the release, only as long as the release is this run's. When it is lost,
 * Helm is killed: asked to end it would roll back, while another run is changing the same release.
 */
export async function runUnderLock(
  helm: Helm,
  args: readonly string[],
  lock: ReleaseLock,
  stops: readonly Stop[] = [],
): Promise<RunResult> {
  await lock.assertHeld();
  const result = await helm.run(args, {
    onStart: ({ pid }) => lock.recordHelmProcess(pid),
    stops: [{ when: lock.lost, by: 'SIGKILL' }, ...stops],
  });
  lock.lost.throwIfAborted();
  return result;
}
