import { UserError } from '@taskora/base/errors';
import type { Metadata, Pod, RevisionObject, Workload } from '../cluster/schemas.ts';
import type { ReleaseHistory } from './history-record.ts';

/** A release of the namespace, as far as it can be known without Helm's own records. */
export interface ReleaseSummary {
  readonly release: string;
  readonly chart: string;
  readonly revision: number | null;
  /** Of Helm; null where Helm's records are not read. */
  readonly status: string | null;
  /** Of the manifests that were applied; null where Helm's records are not read. */
  readonly fingerprint: string | null;
  readonly lastAction: string | null;
  readonly lastReason: string | null;
  readonly lastResult: string | null;
  readonly deployedAt: string | null;
  readonly commit: string | null;
  readonly pods: string;
  readonly images: readonly string[];
}

/** One revision that Helm keeps, from the labels of its Secret. */
export interface StoredRevision {
  readonly release: string;
  readonly revision: number;
  readonly status: string;
  /** The revision that nx-helm wrote the labels for; another number means that another program made this one. */
  readonly recorded: number | null;
  readonly fingerprint: string | null;
  readonly reason: string | null;
  readonly commit: string | null;
  readonly environment: string | null;
  readonly modifiedAt: string | null;
}

export function releaseOf({ labels, annotations }: Metadata): string {
  return annotations['meta.helm.sh/release-name'] ?? labels['app.kubernetes.io/instance'] ?? '';
}

/** Oldest first. */
export function revisionsIn(objects: readonly RevisionObject[]): StoredRevision[] {
  return objects
    .map(({ metadata: { labels, name } }) => ({
      release: labels['name'] ?? name,
      revision: Number(labels['version'] ?? 0),
      status: labels['status'] ?? 'unknown',
      recorded: labels['revision'] === undefined ? null : Number(labels['revision']),
      fingerprint: labels['fingerprint'] ?? null,
      reason: labels['reason'] ?? null,
      commit: labels['commit'] ?? null,
      environment: labels['environment'] ?? null,
      modifiedAt: timeOf(labels['modifiedAt'] ?? labels['createdAt']),
    }))
    .toSorted((one, other) => one.revision - other.revision);
}

function timeOf(seconds: string | undefined): string | null {
  const number = Number(seconds);
  return Number.isFinite(number) && number > 0 ? new Date(number * 1000).toISOString() : null;
}

export interface ReleaseFacts {
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pod[];
  readonly histories: readonly ReleaseHistory[];
  /** Undefined where they are not read. */
  readonly revisions: readonly StoredRevision[] | undefined;
}

/** Every release that left a trace in the namespace, by name. */
export function releaseNames({
  workloads,
  pods,
  histories,
  revisions = [],
}: ReleaseFacts): string[] {
  const live = [...workloads, ...pods].map(({ metadata }) => releaseOf(metadata));
  const names = [...live, ...histories, ...revisions].map((one) =>
    typeof one === 'string' ? one : one.release,
  );
  return [...new Set(names)].filter((name) => name !== '').toSorted();
}

export function summariesOf(facts: ReleaseFacts): ReleaseSummary[] {
  return releaseNames(facts).map((release) => summaryOf(release, facts));
}

function summaryOf(release: string, facts: ReleaseFacts): ReleaseSummary {
  const workloads = facts.workloads.filter(({ metadata }) => releaseOf(metadata) === release);
  const record = facts.histories.find((one) => one.release === release)?.records.at(-1);
  const stored = facts.revisions?.findLast((one) => one.release === release);
  const wanted = workloads.reduce((sum, { spec }) => sum + spec.replicas, 0);
  const available = workloads.reduce((sum, { status }) => sum + status.availableReplicas, 0);
  const images = workloads.flatMap(({ spec }) =>
    spec.template.spec.containers.map(({ image }) => image),
  );
  return {
    release,
    chart: workloads[0]?.metadata.labels['helm.sh/chart'] ?? '',
    revision: stored?.revision ?? record?.revision ?? null,
    status: stored?.status ?? null,
    fingerprint: stored?.fingerprint ?? null,
    lastAction: record?.action ?? null,
    lastReason: record?.explanation ?? null,
    lastResult: record?.result ?? null,
    deployedAt: stored?.modifiedAt ?? record?.startedAt ?? null,
    commit: record?.commit ?? stored?.commit ?? null,
    pods: `${available}/${wanted}`,
    images: [...new Set(images)],
  };
}

/** Refuses a release that there is no trace of. */
export function knownRelease(release: string, known: readonly string[], namespace: string): void {
  if (known.includes(release)) return;
  throw new UserError(
    'OPS_RELEASE_UNKNOWN',
    `there is no release ${release} in namespace ${namespace}; there ${known.length === 0 ? 'is none' : `are ${known.join(', ')}`}`,
    'call ops_releases, then name one of its releases',
  );
}
