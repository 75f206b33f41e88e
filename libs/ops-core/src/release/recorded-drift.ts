import type { Workload } from '../cluster/schemas.ts';
import type { ReleaseHistory } from './history-record.ts';
import type { StoredRevision } from './releases.ts';
import { releaseOf } from './releases.ts';

/** What can be said of drift without the manifests that Helm has stored. */
export interface RecordedDrift {
  readonly release: string;
  /** What happened to the release besides nx-helm. */
  readonly revision: readonly string[];
  /** Other programs that have written into live objects, with the fields. */
  readonly writers: readonly ForeignWriter[];
  /** Marks of a restart by hand, which are no drift. */
  readonly restarts: readonly string[];
}

export interface ForeignWriter {
  readonly object: string;
  readonly manager: string;
  readonly time: string;
  readonly fields: readonly string[];
}

/** Helm, nx-helm and the programs of Kubernetes itself. */
const ownManagers = new Set([
  'helm',
  'Helm',
  'nx-helm',
  'nx-helm-replicas',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-apiserver',
  'kubelet',
  'cloud-controller-manager',
]);

const fieldsMost = 12;

export interface DriftFacts {
  readonly deployments: readonly Workload[];
  readonly statefulSets: readonly Workload[];
  readonly histories: readonly ReleaseHistory[];
  /** Undefined where Helm's records are not read. */
  readonly revisions: readonly StoredRevision[] | undefined;
}

export function recordedDrift(release: string, facts: DriftFacts): RecordedDrift {
  const history = facts.histories.find((one) => one.release === release);
  const workloads = [
    ...facts.deployments.map((one) => ['Deployment', one] as const),
    ...facts.statefulSets.map((one) => ['StatefulSet', one] as const),
  ].filter(([, { metadata }]) => releaseOf(metadata) === release);
  return {
    release,
    revision: [...recordFindings(history), ...revisionFindings(release, facts.revisions)],
    writers: workloads.flatMap(([kind, one]) => writersOf(kind, one)),
    restarts: workloads.flatMap(([kind, { metadata, spec }]) => {
      const time = spec.template.metadata.annotations['kubectl.kubernetes.io/restartedAt'];
      return time === undefined ? [] : [`${kind}/${metadata.name} was restarted at ${time}`];
    }),
  };
}

function recordFindings(history: ReleaseHistory | undefined): string[] {
  if (history === undefined) return ['nx-helm has recorded no rollout of it'];
  const last = history.records.at(-1);
  return [
    ...(history.isUnfinished
      ? ['the last rollout ended before it removed the changes of other programs']
      : []),
    ...(last !== undefined && last.result !== 'deployed'
      ? [`its last recorded rollout, revision ${last.revision}, ended with ${last.result}`]
      : []),
  ];
}

function revisionFindings(
  release: string,
  revisions: readonly StoredRevision[] | undefined,
): string[] {
  const latest = revisions?.findLast((one) => one.release === release);
  if (latest === undefined) return [];
  const { revision, status, recorded } = latest;
  const isInterrupted = status.startsWith('pending-') || status === 'uninstalling';
  return [
    ...(isInterrupted ? [`revision ${revision} is ${status}: a run was killed`] : []),
    ...(!isInterrupted && status !== 'deployed' ? [`revision ${revision} is ${status}`] : []),
    ...(recorded === revision
      ? []
      : [
          recorded === null
            ? `revision ${revision} was made by another program`
            : `revision ${revision} came after revision ${recorded}, by a rollback or another program`,
        ]),
  ];
}

function writersOf(kind: string, { metadata }: Workload): ForeignWriter[] {
  return metadata.managedFields
    .filter(({ manager, subresource }) => subresource !== 'status' && !ownManagers.has(manager))
    .map(({ manager, time, fieldsV1 }) => ({
      object: `${kind}/${metadata.name}`,
      manager,
      time,
      fields: shortened(fieldPaths(fieldsV1).filter((path) => !restartField.test(path))),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** `kubectl rollout restart` sets it, and whoever sets it owns the map around it. */
const restartField =
  /^spec\.template\.metadata\.annotations(?:\.kubectl\.kubernetes\.io\/restartedAt)?$/;

function shortened(fields: readonly string[]): string[] {
  const more = fields.length - fieldsMost;
  return more <= 0 ? [...fields] : [...fields.slice(0, fieldsMost), `and ${more} more`];
}

/** `f:name` is a field, `k:{…}` the element of a list by its key, `v:…` a member of a set, `.` the thing itself. */
function fieldPaths(fields: Readonly<Record<string, unknown>>, before = ''): string[] {
  return Object.entries(fields).flatMap(([key, below]) => {
    if (key === '.') return [];
    const path = key.startsWith('f:')
      ? `${before === '' ? '' : `${before}.`}${key.slice(2)}`
      : `${before}[${key.slice(2)}]`;
    const inner =
      typeof below === 'object' && below !== null
        ? fieldPaths(below as Record<string, unknown>, path)
        : [];
    return inner.length === 0 ? [path] : inner;
  });
}
