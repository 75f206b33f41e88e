import { hostname } from 'node:os';
import { NxHelmError } from '../errors.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import type { Lease } from '../kubernetes/lease.ts';
import {
  annotateLease,
  createLease,
  deleteLease,
  isExpired,
  readLease,
  renewLease,
  replaceLease,
} from '../kubernetes/lease.ts';
import { commandLine, endProcess, isAlive } from '../process/other-process.ts';

export interface ReleaseLock {
  /** Notes the Helm process, so that a later run can end it when this one is killed. */
  noteHelmProcess(processId: number): void;
  free(): Promise<void>;
}

const helmProcessAnnotation = 'nx-helm/helm-process';
const renewMilliseconds = 10_000;
const orphanTimeoutSeconds = 60;

/** Only one run at a time may change a release; a run that died gives its place to the next. */
export async function lockRelease(kubectl: Kubectl, release: string): Promise<ReleaseLock> {
  const name = `nx-helm-${release}`;
  const holder = `${hostname()}/${process.pid}`;
  let outcome = await createLease(kubectl, name, holder);
  if (outcome === 'no-namespace') {
    // The Lease lies in the release's namespace, which a first install may have to make.
    await kubectl.read(['create', 'namespace', kubectl.namespace]);
    outcome = await createLease(kubectl, name, holder);
  }
  if (outcome === 'exists') await takeOver(kubectl, name, holder, release);
  const renewal = setInterval(() => void renewLease(kubectl, name), renewMilliseconds);
  return {
    noteHelmProcess: (processId) =>
      void annotateLease(kubectl, name, { [helmProcessAnnotation]: String(processId) }),
    free: async () => {
      clearInterval(renewal);
      await deleteLease(kubectl, name);
    },
  };
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
  if (!(await replaceLease(kubectl, lease, holder))) throw busy(release, 'another run');
}

/** A holder of this machine whose process is gone need not be waited for. */
function isHolderDead(owner: string): boolean {
  const [host, processId] = owner.split('/');
  return host === hostname() && processId !== undefined && !isAlive(Number(processId));
}

/** A killed run may leave its Helm behind, still changing the release. */
async function endOrphan(lease: Lease, release: string): Promise<void> {
  const [host] = (lease.spec?.holderIdentity ?? '').split('/');
  const processId = Number(lease.metadata.annotations?.[helmProcessAnnotation]);
  if (host !== hostname() || !(processId > 0) || !isAlive(processId)) return;
  const words = (await commandLine(processId)).split(' ');
  if (!words.includes('upgrade') || !words.includes(release)) return;
  console.log(`${release}: ending the Helm process ${processId} of a run that was killed`);
  if (await endProcess(processId, orphanTimeoutSeconds)) return;
  throw busy(release, `the Helm process ${processId} of a run that was killed`);
}

function busy(release: string, holder: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_RELEASE_BUSY',
    project: release,
    what: `the release is being changed by another run (${holder})`,
    command: `wait for it to end, then npx nx run ${release}:helm-deploy`,
  });
}
