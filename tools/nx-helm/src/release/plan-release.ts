import { diffManifests, formatDiff, podsRestart } from '../chart/manifest-diff.ts';
import { mustBeAvailable } from '../chart/manifest-objects.ts';
import { withoutTestsLeftOutOf } from '../chart/render.ts';
import type { LeftOutRelease } from '../chart/environment-releases.ts';
import type { ClusterState, ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines } from '../cluster/drift.ts';
import { decide } from './decide.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { LeftOutState } from './left-out.ts';
import type { Plan, ReleasePlan } from './plan-file.ts';
import { clusterToken } from './plan-file.ts';
import { describeChanges, reasonCode } from './record.ts';
import { describeKept, readHistory } from './records.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { foreseeSchemas } from './rollout-schemas.ts';
import { goingBack } from './schema.ts';
import { readRemoval, refusalOf } from './refusals.ts';
import { storedManifest } from './stored-release.ts';

/** Workloads whose pods a healing replaces: their pod template is not as rendered, or they are gone. */
function restartsByDrift(drifts: readonly ObjectDrift[]): string[] {
  return drifts
    .filter(({ object }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind))
    .filter(
      (drift) =>
        drift.kind === 'missing' ||
        [...drift.changed, ...drift.added].some(({ path }) => path.startsWith('spec.template')),
    )
    .map(({ object }) => `${object.kind}/${object.metadata.name}`);
}

/** Asks the cluster and changes nothing. */
export async function planRelease(
  request: DeployRequest,
  state: ClusterState,
): Promise<ReleasePlan> {
  const { release, fingerprint, kubectl } = request;
  const decision = decide({ ...request, state });
  const revision = decision.action === 'skip' ? decision.revision : decision.nextRevision - 1;
  const drift = decision.action === 'skip' ? [] : decision.drift;
  const { releases } = state;
  const removal = await readRemoval(request, decision, releases);
  const schemas = await foreseeSchemas(request, decision, releases);
  const refusal = await refusalOf(request, decision, { releases, removal, schemas });
  const seen = {
    release,
    revision,
    fingerprint,
    cluster: clusterToken(state, release, drift),
    ...(removal === undefined ? {} : { removed: removal.titles }),
    ...(refusal === undefined ? {} : { refusal: `a deploy ${refusal}` }),
    ...(schemas === undefined ? {} : schemasOf(schemas, releases.get(release) ?? [])),
  };
  if (decision.action === 'skip') {
    const { kept } = decision;
    if (kept === undefined) return { ...seen, ...nothing, action: 'skip' };
    const explanation = await describeKept({ kubectl, release, kept });
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

/** Where one can go back to afterwards, and which releases would be broken by the migration. */
function schemasOf(
  { after, broken, withheld }: RolloutSchemas,
  revisions: readonly ReleaseRevision[],
): Pick<ReleasePlan, 'goingBack' | 'warnings'> {
  const warnings = [
    ...broken,
    ...(withheld === undefined ? [] : [`if it fails it is not rolled back, because ${withheld}`]),
  ];
  return {
    ...(after.size === 0 ? {} : { goingBack: goingBack(revisions, after) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** A release that the environment leaves out: a deploy does nothing, whatever is there of it. */
export function planLeftOut(
  { project, leftOut }: LeftOutRelease,
  { revision, warnings }: LeftOutState,
): ReleasePlan {
  return {
    ...nothing,
    release: project,
    action: 'skip',
    reason: 'left-out',
    explanation: [leftOut, ...warnings].join('; '),
    leftOut,
    revision,
    fingerprint: '',
    cluster: '',
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

/** For a terminal: one block for each release, those that roll in full. */
export function formatPlan({ releases, context, environment, protection }: Plan): string {
  const rolling = releases.filter(({ action }) => action !== 'skip').length;
  const deployed = releases.filter(({ leftOut }) => leftOut === undefined).length;
  const summary = `${rolling} of ${deployed} releases would roll on ${context} (environment ${environment})`;
  const note = protection === undefined ? '' : `\n${protection}`;
  return [...releases.map(formatRelease), `${summary}${note}`].join('\n\n');
}

function formatRelease(plan: ReleasePlan): string {
  const refusal = plan.refusal === undefined ? '' : `\n  ${plan.refusal}`;
  return `${formatAction(plan)}${refusal}`;
}

function formatAction(plan: ReleasePlan): string {
  const { release, action, reason, explanation, revision, leftOut } = plan;
  if (leftOut !== undefined) return `- ${release}: left out, ${explanation}`;
  if (action === 'skip') return `= ${release}: stays at revision ${revision}, ${explanation}`;
  return [
    `~ ${release}: ${action} to revision ${revision + 1} (${reason}): ${explanation}`,
    ...podLines(plan),
    ...backLines(plan),
    ...(plan.warnings ?? []).map((warning) => `  ${warning}`),
    ...(plan.removed ?? []).map((title) => `  deletes ${title}`),
    ...(plan.changes.length === 0 ? [] : indented(describeChanges(plan.changes, 'full'))),
    ...plan.drift.map((line) => `  drift: ${line}`),
    ...(plan.objects.length === 0 ? [] : indented(formatDiff(plan.objects))),
  ].join('\n');
}

function podLines({ action, restarts }: ReleasePlan): string[] {
  const isFirst = action === 'install';
  if (restarts.length === 0) return [isFirst ? '  no pod is created' : '  no pod is replaced'];
  return restarts.map(
    (workload) => `  pods of ${workload} are ${isFirst ? 'created' : 'replaced'}`,
  );
}

/** Nothing for an install, before which nothing ran. */
function backLines({ goingBack: back, action }: ReleasePlan): string[] {
  if (back === undefined || action === 'install') return [];
  const { to, notTo, unknown } = back;
  const reach =
    to.length === 0 ? 'to no revision that is recorded' : `to revision ${to.join(', ')}`;
  const parts = [
    `after it one can go back ${reach}`,
    ...(notTo.length === 0 ? [] : [`not to ${notTo.join(', ')}, which cannot run on its schema`]),
    ...(unknown.length === 0 ? [] : [`of ${unknown.join(', ')} that is not recorded`]),
  ];
  return [`  ${parts.join('; ')}`];
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
}
