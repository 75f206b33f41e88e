import type { Workload } from '../chart/manifest-objects.ts';
import { mustBeAvailable } from '../chart/manifest-objects.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';

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
  /** All that Helm keeps, the oldest first; undefined where it knows no such release. */
  readonly revisions: readonly ReleaseRevision[] | undefined;
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

export type Kept = Extract<Condition, { readonly kind: 'kept' }>;

interface NotInstalled {
  readonly isInstalled: false;
  readonly conditions: readonly Condition[];
  readonly kept?: undefined;
  /** The number that its next revision follows: an uninstall may keep the history. */
  readonly lastRevision: number;
}

export interface Installed {
  readonly isInstalled: true;
  /** The one that decides first; none where the release is as it should be. */
  readonly conditions: readonly Condition[];
  /** Also one of the conditions. */
  readonly kept: Kept | undefined;
  readonly latest: ReleaseRevision;
  /** What Helm counts as deployed: older than the latest where an upgrade failed or was killed. */
  readonly deployed: ReleaseRevision | undefined;
  /** Revisions that once ran, the newest first; the latest is one of them unless it never did. */
  readonly ran: readonly ReleaseRevision[];
}

/** How a release stands: whether it is there, and all of its conditions. */
export type Standing = NotInstalled | Installed;

/** Deploy, plan, affected, drift, status and rollback ask this function and no other. */
export function standingOf(facts: StandingFacts): Standing {
  const { revisions = [], fingerprint } = facts;
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    const conditions = [{ kind: 'not-installed' }] as const;
    return { isInstalled: false, conditions, lastRevision: latest?.revision ?? 0 };
  }
  const kept = keptOf(latest, fingerprint);
  const ran = revisions.filter(({ status }) => status === 'deployed' || status === 'superseded');
  return {
    isInstalled: true,
    latest,
    kept,
    deployed: ran.findLast(({ status }) => status === 'deployed'),
    ran: ran.toReversed(),
    conditions: [
      ...(kept === undefined ? [] : [kept]),
      ...statusOf(latest, fingerprint),
      ...originOf(latest),
      ...(facts.isUnfinished === true ? [{ kind: 'unfinished' } as const] : []),
      ...driftedOf(facts.drift ?? []),
      ...unavailableOf(facts),
    ],
  };
}

/** Without a fingerprint to compare with, each rollback on purpose counts as kept. */
function keptOf(latest: ReleaseRevision, fingerprint: string | undefined): Kept | undefined {
  if (latest.status !== 'deployed') return undefined;
  const kept = fingerprint === undefined ? isRollback(latest) : isKept(latest, fingerprint);
  if (!kept) return undefined;
  return { kind: 'kept', revision: latest.revision, from: rolledBackFrom(latest) };
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

/**
 * A rollback that a person asked for stands in the labels of its revision. Helm copies labels to
 * whatever revision comes next, so they count only where the recorded number is the actual one.
 */
const reasonOfRollback = 'rollback';

/** Whether this plugin wrote the labels of this very revision. */
export function isOwn({ labels, revision }: ReleaseRevision): boolean {
  return labels['revision'] === String(revision);
}

/** Whether a person rolled the release back to this revision. */
function isRollback(revision: ReleaseRevision): boolean {
  return isOwn(revision) && revision.labels['reason'] === reasonOfRollback;
}

/**
 * Whether the release was rolled back from exactly what is to be deployed now. Deploying it again
 * would silently undo what somebody did for a reason; any other source rolls as ever.
 */
export function isKept(latest: ReleaseRevision, fingerprint: string): boolean {
  const { left, fingerprint: present } = latest.labels;
  return isRollback(latest) && left === fingerprint && present !== fingerprint;
}

export function rolledBackFrom({ labels }: ReleaseRevision): number {
  return Number(labels['rolled-back-from']);
}

/** What is written on the revision that a rollback made, beside what Helm copied from its target. */
export function rollbackLabels(
  present: ReleaseRevision,
  target: ReleaseRevision,
  madeRevision: number,
): Readonly<Record<string, string>> {
  return {
    // A foreign revision carries the fingerprint of the one before it, which says nothing of its own.
    fingerprint: isOwn(target) ? (target.labels['fingerprint'] ?? 'unknown') : 'unknown',
    revision: String(madeRevision),
    reason: reasonOfRollback,
    'rolled-back-from': String(present.revision),
    // Two rollbacks in a row leave one source, the one that was deployed before the first.
    left: present.labels[isRollback(present) ? 'left' : 'fingerprint'] ?? 'unknown',
    ...installationOf(present),
  };
}

/** Which installation of the release a revision belongs to; one that it goes back to may not say it. */
export function installationOf({ labels }: ReleaseRevision): { readonly life?: string } {
  return labels['life'] === undefined ? {} : { life: labels['life'] };
}

/**
 * The revision that a person rolled back from, over several rollbacks in a row; undefined where
 * Helm has removed it from the history.
 */
export function revisionLeft(
  revisions: readonly ReleaseRevision[],
  latest: ReleaseRevision,
): ReleaseRevision | undefined {
  let left: ReleaseRevision | undefined = latest;
  while (left !== undefined && isRollback(left)) {
    const from = rolledBackFrom(left);
    const present: number = left.revision;
    // A label is only text: one that names no earlier revision must not lead round in a circle.
    left = revisions.find(({ revision }) => revision === from && revision < present);
  }
  return left;
}
