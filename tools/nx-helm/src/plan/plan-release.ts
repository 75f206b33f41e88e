import type { DeployRequest } from '../helm/deploy-request.ts';
import { decide } from '../helm/decide.ts';
import { keptClause } from '../helm/kept-words.ts';
import { withoutTestsLeftOutOf } from '../helm/purity.ts';
import { readRemoval, refusalOf } from '../helm/refusals.ts';
import { storedManifest } from '../helm/stored-release.ts';
import { describeChanges, reasonCode } from '../inputs/change.ts';
import type { ClusterState } from '../kubernetes/cluster-state.ts';
import { driftLines } from '../live/drift.ts';
import { readHistory } from '../records/records.ts';
import { mustBeAvailable } from '../helm/workloads.ts';
import { clusterToken } from './cluster-token.ts';
import { diffManifests, podsRestart } from './manifest-diff.ts';
import type { ReleasePlan } from './plan.ts';
import { restartsByDrift } from './restarts-by-drift.ts';

/** Asks the cluster and changes nothing. */
export async function planRelease(
  request: DeployRequest,
  state: ClusterState,
): Promise<ReleasePlan> {
  const { release, fingerprint, kubectl } = request;
  const decision = decide({ ...request, state });
  const revision = state.releases.get(release)?.at(-1)?.revision ?? 0;
  const drift = decision.action === 'skip' ? [] : decision.drift;
  const { releases } = state;
  const removal = await readRemoval(request, decision, releases);
  const refusal = await refusalOf(request, decision, { releases, removal });
  const seen = {
    release,
    revision,
    fingerprint,
    cluster: clusterToken(state, release, drift),
    ...(removal === undefined ? {} : { removed: removal.titles }),
    ...(refusal === undefined ? {} : { refusal: `a deploy ${refusal}` }),
  };
  if (decision.action === 'skip') {
    const { rolledBackFrom } = decision;
    if (rolledBackFrom === undefined) return { ...seen, ...nothing, action: 'skip' };
    const explanation = await keptClause({ kubectl, release, revision, rolledBackFrom });
    return { ...seen, ...nothing, action: 'skip', reason: 'rolled-back', explanation };
  }
  if (decision.action === 'install') {
    return { ...seen, ...nothing, ...decisionOf(decision), ...(await installation(request)) };
  }
  const { inputs } = await readHistory(kubectl, release);
  const changes = (await request.explainInputs?.(inputs))?.changes ?? [];
  const isChanged = decision.reason === 'changed';
  const { upgrade } = await request.readRender();
  const before = withoutTestsLeftOutOf(upgrade, await storedManifest(request));
  return {
    ...seen,
    ...decisionOf(decision),
    ...(isChanged && changes.length > 0
      ? { reason: reasonCode(changes), explanation: `${describeChanges(changes)} changed` }
      : {}),
    changes,
    drift: isChanged ? [] : drift.flatMap(driftLines),
    objects: diffManifests(before, upgrade),
    restarts: isChanged ? podsRestart(before, upgrade) : restartsByDrift(drift),
  };
}

const nothing = {
  reason: 'unchanged',
  explanation: 'it is as it should be',
  changes: [],
  drift: [],
  objects: [],
  restarts: [],
} as const;

function decisionOf({
  action,
  reason,
  explanation,
}: Pick<ReleasePlan, 'action' | 'reason' | 'explanation'>) {
  return { action, reason, explanation };
}

async function installation({ readRender, workloads }: DeployRequest) {
  const { install } = await readRender();
  return {
    objects: diffManifests('', install),
    restarts: workloads.filter(mustBeAvailable).map(({ kind, name }) => `${kind}/${name}`),
  };
}
