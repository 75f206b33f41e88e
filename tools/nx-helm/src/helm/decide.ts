import type { ClusterState, ReleaseRevision } from '../kubernetes/cluster-state.ts';
import type { Reason } from './labels.ts';
import type { Workload } from './workloads.ts';
import { mustBeAvailable } from './workloads.ts';

export interface DecisionFacts {
  readonly release: string;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly isForced: boolean;
  readonly state: ClusterState;
}

/** What must happen before an upgrade can: a run that was killed left the release half-way. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'uninstall' }
  | { readonly kind: 'rollback'; readonly toRevision: number };

export type Decision =
  | { readonly action: 'skip'; readonly revision: number; readonly commit: string }
  | {
      readonly action: 'install' | 'upgrade';
      readonly reason: Reason;
      /** For people, in one clause. */
      readonly explanation: string;
      readonly recovery: Recovery;
      readonly nextRevision: number;
    };

/**
 * Skips only what certainly is as it should be: the release is deployed, its manifests are the ones
 * rendered now, nobody else made the revision, and its pods are there.
 */
export function decide(facts: DecisionFacts): Decision {
  const revisions = facts.state.releases.get(facts.release) ?? [];
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    return roll('install', 'install', 'it is not installed', latest);
  }
  const recovery = recoveryOf(revisions, latest);
  const action = recovery.kind === 'uninstall' ? 'install' : 'upgrade';
  const fault = faultOf(facts, latest);
  if (facts.isForced) return roll(action, 'forced', 'it was asked for', latest, recovery);
  if (fault !== undefined) return roll(action, fault.reason, fault.explanation, latest, recovery);
  return {
    action: 'skip',
    revision: latest.revision,
    commit: latest.labels['commit'] ?? 'unknown',
  };
}

function roll(
  action: 'install' | 'upgrade',
  reason: Reason,
  explanation: string,
  latest: ReleaseRevision | undefined,
  recovery: Recovery = { kind: 'none' },
): Decision {
  return { action, reason, explanation, recovery, nextRevision: (latest?.revision ?? 0) + 1 };
}

interface Fault {
  readonly reason: Reason;
  readonly explanation: string;
}

function faultOf(facts: DecisionFacts, latest: ReleaseRevision): Fault | undefined {
  const { fingerprint, workloads, state } = facts;
  if (latest.status.startsWith('pending-')) {
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
  const down = workloads
    .filter(mustBeAvailable)
    .find(({ kind, name }) => !((state.availablePods.get(`${kind}/${name}`) ?? 0) > 0));
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
