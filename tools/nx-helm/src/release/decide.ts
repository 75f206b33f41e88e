import type { Workload } from '../chart/manifest-objects.ts';
import type { RenderedObjects } from '../chart/manifests.ts';
import type { ClusterState, ReleaseRevision } from '../cluster/cluster-state.ts';
import { availablePods } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines, findDrift } from '../cluster/drift.ts';
import type { History } from './records.ts';
import { historyIn, historyName } from './records.ts';
import type { Condition, Installed, Kept } from './standing.ts';
import { describeCondition, standingOf } from './standing.ts';
import type { Reason } from './stored-release.ts';

/** The step that has to come before an upgrade, where a killed run left the release pending. */
type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'uninstall' }
  | { readonly kind: 'rollback'; readonly toRevision: number };

/** Why a release has to roll. */
export interface Cause {
  readonly reason: Reason;
  /** For people, in one clause. */
  readonly explanation: string;
}

/** Helm can upgrade only a release that has once been deployed and on which nothing is pending. */
function recoveryOf({ conditions, deployed, ran }: Installed): Recovery {
  const interrupted = conditions.find((condition) => condition.kind === 'interrupted');
  const good = deployed ?? ran[0];
  if (good === undefined || interrupted?.status === 'uninstalling') return { kind: 'uninstall' };
  return interrupted === undefined
    ? { kind: 'none' }
    : { kind: 'rollback', toRevision: good.revision };
}

export interface DecisionFacts {
  readonly release: string;
  readonly namespace: string;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly objects: RenderedObjects;
  readonly ignoredManagers: readonly string[];
  readonly isForced: boolean;
  /** A person says that the database was taken back: nothing in the cluster shows that it has to migrate. */
  readonly isSchemaRestored?: boolean;
  readonly state: ClusterState;
}

export type Decision =
  | {
      readonly action: 'skip';
      readonly revision: number;
      readonly commit: string;
      /** Set where a person rolled the release back from what would be deployed now. */
      readonly kept?: Kept;
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

/** Skips only a release that has no condition but that a person rolled it back on purpose. */
export function decide(facts: DecisionFacts): Decision {
  const { release, fingerprint, workloads, state, isForced, isSchemaRestored = false } = facts;
  const revisions = state.releases.get(release);
  const recorded = standingOf({ revisions });
  if (!recorded.isInstalled) {
    const cause = causeOf({ kind: 'not-installed' });
    const nextRevision = recorded.lastRevision + 1;
    return { action: 'install', ...cause, recovery: { kind: 'none' }, drift: [], nextRevision };
  }
  const { latest } = recorded;
  const history = historyOf(facts);
  const drift = driftOf(facts, latest, history);
  const { conditions, kept } = standingOf({
    revisions,
    fingerprint,
    drift: drift.flatMap(driftLines),
    isUnfinished: history.isUnfinished === true,
    workloads,
    available: availablePods(state),
  });
  const isAsked = isForced || isSchemaRestored;
  // Even if unhealthy: healing would deploy what was rolled back on purpose.
  if (kept !== undefined && !isAsked) return { ...skipOf(latest), kept };
  const first = conditions.find((condition) => condition !== kept);
  if (first === undefined && !isAsked) return skipOf(latest);
  const recovery = recoveryOf(recorded);
  return {
    action: recovery.kind === 'uninstall' ? 'install' : 'upgrade',
    ...(first === undefined || isForced ? flagged(isForced) : causeOf(first)),
    recovery,
    drift,
    nextRevision: latest.revision + 1,
  };
}

/** Where nothing but what a person gave makes the release roll. */
function flagged(isForced: boolean): Cause {
  return {
    reason: 'forced',
    explanation: `${isForced ? '--force' : '--isSchemaRestored'} was given`,
  };
}

/** The reason that is recorded for a condition. */
function causeOf(condition: Condition): Cause {
  return { reason: reasonOf(condition), explanation: describeCondition(condition) };
}

function reasonOf({ kind }: Condition): Reason {
  switch (kind) {
    case 'not-installed':
      return 'install';
    case 'manifests-changed':
      return 'changed';
    case 'drifted':
      return 'drift';
    case 'kept':
    case 'interrupted':
    case 'not-deployed':
    case 'foreign-revision':
    case 'unfinished':
    case 'unavailable':
      return 'healed';
  }
}

function skipOf({ revision, labels }: ReleaseRevision) {
  return { action: 'skip', revision, commit: labels['commit'] ?? 'unknown' } as const;
}

export function historyOf({ release, state }: Pick<DecisionFacts, 'release' | 'state'>): History {
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
  const normalised = new Set(history.normalised);
  return findDrift({ expected, actual: state.objects, namespace, ignoredManagers, normalised });
}
