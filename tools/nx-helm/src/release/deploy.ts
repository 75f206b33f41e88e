import { messageOf } from '@taskora/base/errors';
import { spanned } from '../base/record-span.ts';
import { refuseUnfitHelm } from '../chart/helm.ts';
import type { RenderedObjects } from '../chart/manifests.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { placedResourceOf, readClusterState } from '../cluster/cluster-state.ts';
import { refuseUnfinishedAdoption } from './adoption.ts';
import type { Attestation } from './attested-release.ts';
import type { Decision } from './decide.ts';
import { decide, historyOf } from './decide.ts';
import type { DeployRequest, Outcome, RollDecision } from './deploy-request.ts';
import type { ReleaseLock } from './lock.ts';
import { lockRelease } from './lock.ts';
import { assertUnmoved, clusterToken } from './plan-file.ts';
import { lacksRecords } from './missing-records.ts';
import { completeHistory, keptMessage } from './records.ts';
import type { RollFacts } from './roll.ts';
import { refuseOtherEnvironment } from './stored-release.ts';

/** Kinds of all that a release consists of, to ask the cluster for. */
export function kindsOf({ install, upgrade }: RenderedObjects): string[] {
  return [...new Set([...install, ...upgrade].map(placedResourceOf))].sort();
}

/** Several releases may share an answer; asked again, it gives the same one as long as that is young enough. */
type ReadState = () => Promise<ClusterState>;

/** Rolls the release if it has to; a skip reads the cluster once and changes nothing. */
export async function deploy(
  request: DeployRequest,
  read: ReadState = () => readState(request),
): Promise<Outcome> {
  const { helm, kubectl, release, machine } = request;
  const { state, decision } = await spanned('decide', release, () => decideFirst(request, read));
  if (decision.action === 'skip') {
    await request.prepare?.();
    return skipped(request, decision, state);
  }
  await refuseUnfitHelm(helm, release);
  if (decision.action === 'install') {
    const { refuseSecondCopy } = await import('./refusals.ts');
    await refuseSecondCopy(request);
    // Its lock makes the namespace, by which the next run would no longer see that it is the first.
    await request.delivered;
  }
  await refuseWhatIsProtected(request, decision, state);
  if (request.attestation !== undefined) await refuseUnattestedImages(request, request.attestation);
  // It may make the namespace and Secrets, so whatever refuses the release comes first.
  await request.prepare?.();
  // Loaded only now: most runs skip, and half of their time would be the loading of what rolls.
  const facts = import('./roll.ts').then(({ gatherFacts }) => gatherFacts(request));
  const lock = await spanned('lock', release, () => lockRelease(kubectl, release, { machine }));
  try {
    // Whatever was read before is read again under the lock, and with all that a rollout needs in its place.
    await request.delivered;
    return await deployLocked(request, lock, facts);
  } finally {
    await lock.free();
  }
}

async function refuseWhatIsProtected(
  request: DeployRequest,
  decision: RollDecision,
  state: ClusterState,
): Promise<void> {
  if (request.protection.size === 0) return;
  const { refuseProtected } = await import('./protection.ts');
  await refuseProtected(request, decision, state);
}

async function refuseUnattestedImages(
  request: DeployRequest,
  attestation: Attestation,
): Promise<void> {
  const { refuseUnattested } = await import('./attested-release.ts');
  const { install, upgrade } = await request.readRender();
  await refuseUnattested({ ...request, target: 'helm-deploy', attestation }, install, upgrade);
}

interface Decided {
  readonly state: ClusterState;
  readonly decision: Decision;
}

/**
 * Decides while the images are delivered. An unchanged release needs them, too, for pods that are replaced
 * later; and where that takes longer than an answer of the cluster counts, it is decided by a new one.
 */
async function decideFirst(request: DeployRequest, read: ReadState): Promise<Decided> {
  const decideBy = (state: ClusterState): Decided => ({
    state,
    decision: decideAsPlanned(request, state),
  });
  const early = decideBy(await read());
  if (early.decision.action !== 'skip' || request.delivered === undefined) return early;
  await request.delivered;
  const state = await read();
  return state === early.state ? early : decideBy(state);
}

/** A saved plan is applied only to the cluster that it has seen. */
function decideAsPlanned(request: DeployRequest, state: ClusterState): Decision {
  refuseOtherEnvironment({ ...request, releases: state.releases });
  refuseUnfinishedAdoption(request.release, state.releases);
  const decision = decide({ ...request, state });
  if (request.planned !== undefined) {
    const drift = decision.action === 'skip' ? [] : decision.drift;
    const cluster = clusterToken(state, request.release, drift);
    assertUnmoved(request.planned, { action: decision.action, cluster });
  }
  return decision;
}

export function readState({ kubectl, objects }: DeployRequest): Promise<ClusterState> {
  return readClusterState(kubectl, kindsOf(objects));
}

/** Another run may have finished while this one came to its lock, so it is decided again. */
async function deployLocked(
  request: DeployRequest,
  lock: ReleaseLock,
  facts: Promise<RollFacts>,
): Promise<Outcome> {
  const { state, decision } = await spanned('decide', request.release, async () => {
    const present = await readState(request);
    return { state: present, decision: decideAsPlanned(request, present) };
  });
  if (decision.action === 'skip') return skipped(request, decision, state);
  // Meanwhile somebody may have changed what a protection keeps.
  await refuseWhatIsProtected(request, decision, state);
  const { roll } = await import('./roll.ts');
  const { releases } = state;
  return roll(request, decision, { lock, facts, releases, readState: () => readState(request) });
}

async function skipped(
  { release, kubectl }: DeployRequest,
  { revision, commit, kept }: Extract<Decision, { readonly action: 'skip' }>,
  state: ClusterState,
): Promise<Outcome> {
  await recordKilledRuns({ release, kubectl }, state);
  if (kept !== undefined) {
    console.log(await keptMessage({ kubectl, release, kept }));
    return { release, action: 'skipped', revision, reason: 'rolled-back' };
  }
  console.log(`${release}: skipped, unchanged since revision ${revision} (commit ${commit})`);
  return { release, action: 'skipped', revision, reason: 'unchanged' };
}

/** The last run may have been killed between Helm's last step and its own: only its record is missing. */
async function recordKilledRuns(
  { release, kubectl }: Pick<DeployRequest, 'release' | 'kubectl'>,
  state: ClusterState,
): Promise<void> {
  const revisions = state.releases.get(release) ?? [];
  if (!lacksRecords(historyOf({ release, state }).records, revisions)) return;
  // Without the right to write the history the release is still as it should be.
  await completeHistory(kubectl, release, revisions).catch((error: unknown) =>
    console.warn(`${release}: ${messageOf(error)}`),
  );
}
