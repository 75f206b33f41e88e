import type { Cluster, NotRead } from '../cluster/namespace.ts';
import {
  readDeployments,
  readHistoryObjects,
  readParts,
  readPods,
  readRevisionObjects,
  readStatefulSets,
} from '../cluster/namespace.ts';
import type { Pod, Workload } from '../cluster/schemas.ts';
import type { ReleaseHistory } from '../release/history-record.ts';
import { historyIn } from '../release/history-record.ts';
import type { StoredRevision } from '../release/releases.ts';
import { knownRelease, releaseNames, revisionsIn } from '../release/releases.ts';
import { checkedName } from '../text/names.ts';

/** All by which the releases of a namespace are known. */
export interface Traces {
  readonly deployments: readonly Workload[];
  readonly statefulSets: readonly Workload[];
  readonly pods: readonly Pod[];
  readonly histories: readonly ReleaseHistory[];
  /** Undefined where Helm's records are not read. */
  readonly revisions: readonly StoredRevision[] | undefined;
  readonly names: readonly string[];
  readonly notRead: readonly NotRead[];
}

const helmRecords = "Helm's records";

/** What is not read by choice, with the setting that changes it. */
const unreadByChoice: NotRead = {
  what: helmRecords,
  why: 'the Secrets in which Helm keeps its revisions are not read; the value releaseSecrets.read=true of the chart, or OPS_RELEASE_SECRETS=true, has their labels read',
};

export async function readTraces(cluster: Cluster): Promise<Traces> {
  const { readsReleaseSecrets } = cluster;
  const { read, notRead } = await readParts({
    deployments: readDeployments(cluster),
    statefulSets: readStatefulSets(cluster),
    pods: readPods(cluster),
    histories: readHistoryObjects(cluster),
    [helmRecords]: readsReleaseSecrets ? readRevisionObjects(cluster) : Promise.resolve([]),
  });
  const { deployments, statefulSets, pods } = read;
  const histories = read.histories.map(historyIn);
  const isRead = readsReleaseSecrets && notRead.every(({ what }) => what !== helmRecords);
  const revisions = isRead ? revisionsIn(read[helmRecords] ?? []) : undefined;
  const workloads = [...deployments, ...statefulSets];
  return {
    deployments,
    statefulSets,
    pods,
    histories,
    revisions,
    names: releaseNames({ workloads, pods, histories, revisions }),
    notRead: readsReleaseSecrets ? notRead : [...notRead, unreadByChoice],
  };
}

/** The one release that was asked for, or all. */
export function releasesAsked(
  release: string | undefined,
  { names }: Traces,
  namespace: string,
): readonly string[] {
  if (release === undefined) return names;
  const name = checkedName('release', release);
  knownRelease(name, names, namespace);
  return [name];
}
