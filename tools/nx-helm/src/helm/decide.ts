import type { ClusterState, ReleaseRevision } from '../kubernetes/cluster-state.ts';
import type { ObjectDrift } from '../live/drift.ts';
import { findDrift } from '../live/drift.ts';
import type { Fault, Recovery } from './faults.ts';
import { faultOf, recoveryOf } from './faults.ts';
import { isKept, rolledBackFrom } from './kept-rollback.ts';
import type { Reason } from './labels.ts';
import type { History } from '../records/records.ts';
import { historyIn, historyName } from '../records/records.ts';
import type { RenderedObjects } from './manifests.ts';
import type { Workload } from './workloads.ts';

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
