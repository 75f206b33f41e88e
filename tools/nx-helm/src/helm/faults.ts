import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';
import { availablePods } from '../kubernetes/cluster-state.ts';
import type { ObjectDrift } from '../live/drift.ts';
import { driftLines } from '../live/drift.ts';
import type { History } from '../records/records.ts';
import type { DecisionFacts } from './decide.ts';
import type { Reason } from './labels.ts';
import { mustBeAvailable } from './workloads.ts';

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
