import type { ClusterState, ReleaseRevision } from '../kubernetes/cluster-state.ts';
import { availablePods } from '../kubernetes/cluster-state.ts';
import type { ObjectDrift } from '../live/drift.ts';
import { driftLines, findDrift } from '../live/drift.ts';
import { isKept, rolledBackFrom } from './kept-rollback.ts';
import type { Reason } from './labels.ts';
import { historyIn, historyName } from '../records/records.ts';
import type { RenderedObjects } from './manifests.ts';
import type { Workload } from './workloads.ts';
import { mustBeAvailable } from './workloads.ts';

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

/** What must happen before an upgrade can: a run that was killed left the release half-way. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'uninstall' }
  | { readonly kind: 'rollback'; readonly toRevision: number };

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
      /** Helm 4 applies a release in the way in which it was installed: here by the API server. */
      readonly isServerSide: boolean;
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
  // What a person has taken back is compared with what the workspace would deploy by nobody.
  const drift = isKept(latest, facts.fingerprint) ? [] : driftOf(facts, latest);
  const fault = faultOf(facts, latest, drift);
  const repairs = { recovery, drift, isServerSide: action === 'upgrade' && isServerSide(facts) };
  if (facts.isForced) {
    return roll(action, { reason: 'forced', explanation: 'it was asked for' }, latest, repairs);
  }
  if (fault !== undefined) return roll(action, fault, latest, repairs);
  return {
    action: 'skip',
    revision: latest.revision,
    commit: latest.labels['commit'] ?? 'unknown',
    ...(isKept(latest, facts.fingerprint) ? { rolledBackFrom: rolledBackFrom(latest) } : {}),
  };
}

/** A first install renders another form than an upgrade, and what it made stays until the next. */
function driftOf(facts: DecisionFacts, { labels }: ReleaseRevision): ObjectDrift[] {
  const { release, objects, state, namespace, ignoredManagers } = facts;
  const expected = labels['form'] === 'install' ? objects.install : objects.upgrade;
  const history = state.objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === historyName(release),
  );
  const settled = new Set(historyIn(history).settled);
  return findDrift({ expected, actual: state.objects, namespace, ignoredManagers, settled });
}

function isServerSide({ release, state }: DecisionFacts): boolean {
  return state.objects.some(
    ({ metadata }) =>
      metadata.annotations?.['meta.helm.sh/release-name'] === release &&
      metadata.managedFields?.some(
        ({ manager, operation }) => manager === 'helm' && operation === 'Apply',
      ) === true,
  );
}

interface Repairs {
  readonly recovery: Recovery;
  readonly drift: readonly ObjectDrift[];
  readonly isServerSide: boolean;
}

function roll(
  action: 'install' | 'upgrade',
  fault: Fault,
  latest: ReleaseRevision | undefined,
  repairs: Repairs = { recovery: { kind: 'none' }, drift: [], isServerSide: false },
): Decision {
  return { action, ...fault, ...repairs, nextRevision: (latest?.revision ?? 0) + 1 };
}

interface Fault {
  readonly reason: Reason;
  readonly explanation: string;
}

function faultOf(
  facts: DecisionFacts,
  latest: ReleaseRevision,
  drift: readonly ObjectDrift[],
): Fault | undefined {
  const { fingerprint, workloads, state } = facts;
  if (latest.status.startsWith('pending-')) {
    return { reason: 'healed', explanation: `a run that was killed left it ${latest.status}` };
  }
  if (latest.labels['fingerprint'] !== fingerprint && !isKept(latest, fingerprint)) {
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

/** Helm can upgrade only a release that has once been deployed and on which nothing is pending. */
function recoveryOf(revisions: readonly ReleaseRevision[], latest: ReleaseRevision): Recovery {
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
