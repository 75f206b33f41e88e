import type { Workload } from '../chart/manifest-objects.ts';
import { mustBeAvailable } from '../chart/manifest-objects.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { isKept, isOwn, isRollback, rolledBackFrom } from './kept-rollback.ts';

/**
 * One deviation of a release from what it should be, or `kept` where a person rolled it back to it.
 * A release may have several conditions at once.
 */
export type Condition =
  | { readonly kind: 'not-installed' }
  /** Rolled back on purpose from revision `from`. */
  | { readonly kind: 'kept'; readonly revision: number; readonly from: number }
  /** A run was killed while Helm worked: `status` is Helm's, such as `pending-upgrade`. */
  | { readonly kind: 'interrupted'; readonly revision: number; readonly status: string }
  | { readonly kind: 'manifests-changed' }
  | { readonly kind: 'not-deployed'; readonly revision: number; readonly status: string }
  /** Made without this plugin; `recorded` is the last revision that the plugin made. */
  | { readonly kind: 'foreign-revision'; readonly revision: number; readonly recorded?: string }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'drifted'; readonly fields: readonly string[] }
  | { readonly kind: 'unavailable'; readonly workload: Workload };

/** What is known of a release; facts that were not read decide nothing. */
export interface StandingFacts {
  /** Undefined where Helm knows no such release. */
  readonly latest: ReleaseRevision | undefined;
  /** Of the manifests that would be deployed now. */
  readonly fingerprint?: string;
  /** Fields of live objects that differ from what was applied, each described in one line. */
  readonly drift?: readonly string[];
  /** The last rollout ended before its own changes to live objects were complete. */
  readonly isUnfinished?: boolean;
  /** Names, such as `Deployment/web`, with their available pods. */
  readonly available?: ReadonlyMap<string, number>;
  readonly workloads?: readonly Workload[];
}

/**
 * How a release stands: all of its conditions, the one that decides first; none where it is as it
 * should be. Deploy, plan, affected, drift and status ask this function.
 */
export function standingOf(facts: StandingFacts): Condition[] {
  const { latest } = facts;
  if (latest === undefined || latest.status === 'uninstalled') return [{ kind: 'not-installed' }];
  return [
    ...keptOf(latest, facts.fingerprint),
    ...statusOf(latest, facts.fingerprint),
    ...originOf(latest),
    ...(facts.isUnfinished === true ? [{ kind: 'unfinished' } as const] : []),
    ...driftedOf(facts.drift ?? []),
    ...unavailableOf(facts),
  ];
}

/** Without a fingerprint to compare with, each rollback on purpose counts as kept. */
function keptOf(latest: ReleaseRevision, fingerprint: string | undefined): Condition[] {
  if (latest.status !== 'deployed') return [];
  const kept = fingerprint === undefined ? isRollback(latest) : isKept(latest, fingerprint);
  if (!kept) return [];
  return [{ kind: 'kept', revision: latest.revision, from: rolledBackFrom(latest) }];
}

function statusOf(latest: ReleaseRevision, fingerprint: string | undefined): Condition[] {
  const { revision, status, labels } = latest;
  const isChanged = fingerprint !== undefined && labels['fingerprint'] !== fingerprint;
  const changed: Condition[] = isChanged ? [{ kind: 'manifests-changed' }] : [];
  if (isInterrupted(latest)) return [{ kind: 'interrupted', revision, status }, ...changed];
  return status === 'deployed' ? changed : [...changed, { kind: 'not-deployed', revision, status }];
}

function isInterrupted({ status }: ReleaseRevision): boolean {
  return status.startsWith('pending-') || status === 'uninstalling';
}

function originOf(latest: ReleaseRevision): Condition[] {
  if (isOwn(latest)) return [];
  const { revision, labels } = latest;
  const recorded = labels['revision'];
  return [{ kind: 'foreign-revision', revision, ...(recorded === undefined ? {} : { recorded }) }];
}

function driftedOf(fields: readonly string[]): Condition[] {
  return fields.length === 0 ? [] : [{ kind: 'drifted', fields }];
}

function unavailableOf({ workloads = [], available }: StandingFacts): Condition[] {
  if (available === undefined) return [];
  return workloads
    .filter(mustBeAvailable)
    .filter(({ kind, name }) => !((available.get(`${kind}/${name}`) ?? 0) > 0))
    .map((workload) => ({ kind: 'unavailable', workload }));
}

/** A condition in one clause, as deploys, plans and reports print it. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'not-installed':
      return 'it is not installed';
    case 'kept':
      return `kept at revision ${condition.revision}, rolled back on purpose from revision ${condition.from}`;
    case 'interrupted':
      return `revision ${condition.revision} is ${condition.status}: a run was killed`;
    case 'manifests-changed':
      return 'its manifests changed';
    case 'not-deployed':
      return `revision ${condition.revision} is ${condition.status}`;
    case 'foreign-revision':
      return condition.recorded === undefined
        ? `revision ${condition.revision} was made by another program`
        : `revision ${condition.revision} came after revision ${condition.recorded}, by a rollback or another program`;
    case 'unfinished':
      return 'the last rollout ended before it removed the changes of other programs';
    case 'drifted': {
      const [first = '', ...others] = condition.fields;
      return others.length === 0 ? first : `${first} (and ${others.length} more)`;
    }
    case 'unavailable':
      return `${condition.workload.kind} ${condition.workload.name} has no available pod`;
  }
}
