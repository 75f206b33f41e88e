import { randomUUID } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import { thisMachine } from '../base/machine.ts';
import { whoRuns } from '../base/programs.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { Lease } from '../cluster/lease.ts';
import { createLease, holdLease, isExpired, readLease, takeLease } from '../cluster/lease.ts';

/** A development session of a release, as its Lease in the cluster says it. */
export interface LiveSession {
  /** `ann on laptop` */
  readonly owner: string;
  readonly since: string;
  /** Whether it still syncs; what it has synced runs until the next deploy. */
  readonly isConnected: boolean;
  /** The content id of what it sent last. */
  readonly contentId?: string;
  /** What the comparison at its end gave. */
  readonly isAsImage?: boolean;
}

const ownerAnnotation = 'nx-helm/live-owner';
const sinceAnnotation = 'nx-helm/live-since';
const contentAnnotation = 'nx-helm/live-content';
const endedAnnotation = 'nx-helm/live-ended';
const asImageAnnotation = 'nx-helm/live-as-image';
const renewMilliseconds = 10_000;

function leaseName(release: string): string {
  return `nx-helm-live-${release}`;
}

/** The object of the overlay that the Lease goes away with, however that is taken out of the cluster. */
export function liveConfigName(release: string): string {
  return `${release}-live`;
}

export async function readLiveSession(
  kubectl: Kubectl,
  release: string,
): Promise<LiveSession | undefined> {
  const lease = await readLease(kubectl, leaseName(release));
  return lease === undefined ? undefined : sessionOf(lease);
}

function sessionOf(lease: Lease): LiveSession {
  const { annotations = {} } = lease.metadata;
  const contentId = annotations[contentAnnotation];
  const isAsImage = annotations[asImageAnnotation];
  return {
    owner: annotations[ownerAnnotation] ?? lease.spec?.holderIdentity ?? 'somebody',
    since: annotations[sinceAnnotation] ?? 'an unknown time',
    isConnected: annotations[endedAnnotation] === undefined && !isExpired(lease, new Date()),
    ...(contentId === undefined ? {} : { contentId }),
    ...(isAsImage === undefined ? {} : { isAsImage: isAsImage === 'true' }),
  };
}

const shownDigits = 12;

/** In one clause, as drift prints it. */
export function describeLiveSession(session: LiveSession | undefined): string {
  if (session === undefined)
    return 'its pods are those of a development session that left no record';
  const { owner, since, isConnected, contentId, isAsImage } = session;
  const content = contentId === undefined ? '' : `, content ${contentId.slice(0, shownDigits)}`;
  const state = isConnected ? 'is connected' : 'is no longer connected';
  const verdict =
    isAsImage === undefined || isConnected
      ? ''
      : `, its pods ${isAsImage ? 'held' : 'did NOT hold'} what the image would when it ended`;
  return `a development session of ${owner}, since ${since}, ${state}${content}${verdict}; a deploy ends it`;
}

export interface HeldSession {
  /** Aborted when the session is somebody else's, or a deploy has ended it. */
  readonly lost: AbortSignal;
  /** Lets the Lease go away with the overlay. */
  bind(): Promise<void>;
  note(contentId: string): Promise<void>;
  /** Leaves the record, with what a comparison gave: what was synced goes on running. */
  end(isAsImage?: boolean): Promise<void>;
}

/** Only one session at a time may write into a release's pods. */
export async function holdLiveSession(kubectl: Kubectl, release: string): Promise<HeldSession> {
  const name = leaseName(release);
  const { host, processId, place } = thisMachine;
  const holder = `${host}/${processId}/${place}/${randomUUID()}`;
  await take(kubectl, release, holder);
  const lease = holdLease(kubectl, name, holder);
  const losing = new AbortController();
  const renew = async (annotations?: Readonly<Record<string, string>>): Promise<void> => {
    if (!losing.signal.aborted && !(await lease.renew(annotations))) losing.abort();
  };
  await renew({ [ownerAnnotation]: whoRuns(), [sinceAnnotation]: new Date().toISOString() });
  // A cluster that does not answer says nothing about who has the session.
  const renewal = setInterval(() => void renew().catch(() => undefined), renewMilliseconds);
  renewal.unref();
  return {
    lost: losing.signal,
    bind: () => bind(kubectl, release),
    note: (contentId) => renew({ [contentAnnotation]: contentId }),
    end: async (isAsImage) => {
      clearInterval(renewal);
      const verdict = isAsImage === undefined ? {} : { [asImageAnnotation]: String(isAsImage) };
      const ended = { [endedAnnotation]: new Date().toISOString(), ...verdict };
      await renew(ended).catch(() => undefined);
    },
  };
}

async function take(kubectl: Kubectl, release: string, holder: string): Promise<void> {
  const name = leaseName(release);
  const outcome = await createLease(kubectl, name, holder);
  if (outcome === 'created') return;
  if (outcome === 'no-namespace') throw notThere(release, kubectl.namespace);
  const lease = await readLease(kubectl, name);
  const session = lease === undefined ? undefined : sessionOf(lease);
  const isFree = lease !== undefined && (session?.isConnected === false || isDead(lease));
  if (isFree && (await takeLease(kubectl, lease, holder))) return;
  throw new UserError(
    'NXHELM_LIVE_BUSY',
    `a development session of ${session?.owner ?? 'somebody'} writes into its pods, since ${session?.since ?? 'this moment'}`,
    `end that one by Ctrl-C where it runs, or by npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

/** A session makes none: what a first release of a cluster needs besides is made by a deploy. */
function notThere(release: string, namespace: string): UserError {
  return new UserError(
    'NXHELM_RELEASE_NAMESPACE',
    `the namespace ${namespace} is not there, and a session begins on what is deployed`,
    `npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

/** A session of this machine whose process is gone need not be waited for. */
function isDead({ spec }: Lease): boolean {
  const [, processId, place] = (spec?.holderIdentity ?? '').split('/');
  return place === thisMachine.place && !thisMachine.isAlive(Number(processId));
}

interface Owner {
  readonly metadata: { readonly name: string; readonly uid: string };
}

/** Kubernetes deletes the Lease with the object of the overlay: by a deploy, a rollback, an uninstall. */
async function bind(kubectl: Kubectl, release: string): Promise<void> {
  const config = liveConfigName(release);
  const text = await kubectl.read(['get', 'configmap', config, '--output', 'json']);
  const { name, uid } = (JSON.parse(text) as Owner).metadata;
  const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name, uid }];
  const patch = JSON.stringify({ metadata: { ownerReferences } });
  await kubectl.read(['patch', 'lease', leaseName(release), '--type=merge', '--patch', patch]);
}
