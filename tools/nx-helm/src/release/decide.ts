import type { Workload } from '../chart/manifest-objects.ts';
import { mustBeAvailable } from '../chart/manifest-objects.ts';
import type { RenderedObjects } from '../chart/manifests.ts';
import type { ClusterState, ReleaseRevision } from '../cluster/cluster-state.ts';
import { availablePods } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines, findDrift } from '../cluster/drift.ts';
import { isKept, rolledBackFrom } from './kept-rollback.ts';
import type { History } from './records.ts';
import { historyIn, historyName } from './records.ts';
import type { Reason } from './stored-release.ts';

/** What must happen before an upgrade can: a run that was killed left the release half-way. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'uninstall' }
  | { readonly kind: 'rollback'; readonly toRevision: number };

/** Why a release has to roll. */
export interface Fault {
  readonly reason: Reason;
  /** For people, in one clause. */
  readonly explanation: string;
}

export function faultOf(
  facts: DecisionFacts,
  latest: ReleaseRevision,
  drift: readonly ObjectDrift[],
  history: History,
): Fault | undefined {
  const { fingerprint, workloads, state } = facts;
  if (isHalfWay(latest)) {
    return { reason: 'healed', explanation: `a run that was killed left it ${latest.status}` };
  }
  if (latest.labels['fingerprint'] !== fingerprint) {
    return { reason: 'changed', explanation: 'its manifests changed' };
  }
  if (latest.status !== 'deployed') {
    return { reason: 'healed', explanation: `its last revision is ${latest.status}` };
  }
  if (latest.labels['revision'] !== String(latest.revision)) {
    return {
      reason: 'healed',
      explanation: `revision ${latest.revision} is a rollback or was made by another program`,
    };
  }
  if (history.isUnfinished === true) {
    return {
      reason: 'healed',
      explanation: 'a run ended before it had put right what others added',
    };
  }
  const [first, ...others] = drift.flatMap(driftLines);
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return { reason: 'drift', explanation: `${first}${more}` };
  }
  const available = availablePods(state);
  const down = workloads
    .filter(mustBeAvailable)
    .find(({ kind, name }) => !((available.get(`${kind}/${name}`) ?? 0) > 0));
  return down === undefined
    ? undefined
    : { reason: 'healed', explanation: `${down.kind} ${down.name} has no available pod` };
}

function isHalfWay({ status }: ReleaseRevision): boolean {
  return status.startsWith('pending-') || status === 'uninstalling';
}

/** Helm can upgrade only a release that has once been deployed and on which nothing is pending. */
export function recoveryOf(
  revisions: readonly ReleaseRevision[],
  latest: ReleaseRevision,
): Recovery {
  if (latest.status === 'uninstalling') return { kind: 'uninstall' };
  const isUsable = latest.status === 'deployed' || latest.status === 'superseded';
  if (isUsable) return { kind: 'none' };
  const good =
    revisions.findLast(({ status }) => status === 'deployed') ??
    revisions.findLast(({ status }) => status === 'superseded');
  if (good === undefined) return { kind: 'uninstall' };
  return latest.status.startsWith('pending-')
    ? { kind: 'rollback', toRevision: good.revision }
    : { kind: 'none' };
}

export interface DecisionFacts {
  readonly release: string;
  readonly namespace: string;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly objects: RenderedObjects;
  readonly ignoredManagers: readonly string[];
  readonly isForced: boolean;
  readonly state: ClusterState;
}

export type Decision =
  | {
      readonly action: 'skip';
      readonly revision: number;
      readonly commit: string;
      /** Set where a person has taken the release back from what would be deployed now. */
      readonly rolledBackFrom?: number;
    }
  | {
      readonly action: 'install' | 'upgrade';
      readonly reason: Reason;
      /** For people, in one clause. */
      readonly explanation: string;
      readonly recovery: Recovery;
      readonly nextRevision: number;
      /** What the upgrade has to put right besides what it changes. */
      readonly drift: readonly ObjectDrift[];
    };

/**
 * Skips only what certainly is as it should be: the release is deployed, its manifests are the ones
 * rendered now, nobody else made the revision, its objects are as rendered, and its pods are there.
 */
export function decide(facts: DecisionFacts): Decision {
  const revisions = facts.state.releases.get(facts.release) ?? [];
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    return roll('install', { reason: 'install', explanation: 'it is not installed' }, latest);
  }
  const recovery = recoveryOf(revisions, latest);
  const action = recovery.kind === 'uninstall' ? 'install' : 'upgrade';
  if (isKept(latest, facts.fingerprint) && latest.status === 'deployed' && !facts.isForced) {
    // Also when it is ill: to heal it would be to deploy what a person has taken back.
    return { ...skipOf(latest), rolledBackFrom: rolledBackFrom(latest) };
  }
  const history = historyOf(facts);
  const drift = driftOf(facts, latest, history);
  const fault = faultOf(facts, latest, drift, history);
  const repairs = { recovery, drift };
  if (facts.isForced) {
    return roll(action, { reason: 'forced', explanation: 'it was asked for' }, latest, repairs);
  }
  if (fault !== undefined) return roll(action, fault, latest, repairs);
  return skipOf(latest);
}

function skipOf({ revision, labels }: ReleaseRevision) {
  return { action: 'skip', revision, commit: labels['commit'] ?? 'unknown' } as const;
}

function historyOf({ release, state }: DecisionFacts): History {
  return historyIn(
    state.objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === historyName(release),
    ),
  );
}

/** A first install renders another form than an upgrade, and what it made stays until the next. */
function driftOf(
  { objects, state, namespace, ignoredManagers }: DecisionFacts,
  { labels }: ReleaseRevision,
  history: History,
): ObjectDrift[] {
  const expected = labels['form'] === 'install' ? objects.install : objects.upgrade;
  const settled = new Set(history.settled);
  return findDrift({ expected, actual: state.objects, namespace, ignoredManagers, settled });
}

interface Repairs {
  readonly recovery: Recovery;
  readonly drift: readonly ObjectDrift[];
}

function roll(
  action: 'install' | 'upgrade',
  fault: Fault,
  latest: ReleaseRevision | undefined,
  repairs: Repairs = { recovery: { kind: 'none' }, drift: [] },
): Decision {
  return { action, ...fault, ...repairs, nextRevision: (latest?.revision ?? 0) + 1 };
}
