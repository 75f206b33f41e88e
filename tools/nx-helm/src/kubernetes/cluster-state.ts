import type { KubernetesObject } from '../live/kubernetes-object.ts';
import type { Kubectl } from './kubectl.ts';
import { listObjects } from './list-objects.ts';

/** One revision of a Helm release, from the metadata of the Secret that Helm keeps for it. */
export interface ReleaseRevision {
  readonly revision: number;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** By release, oldest revision first. */
export type Releases = ReadonlyMap<string, readonly ReleaseRevision[]>;

export interface ClusterState {
  readonly releases: Releases;
  readonly objects: readonly KubernetesObject[];
}

/** The kinds whose pods are counted, the one that may count them, and that of the history. */
const commonKinds = [
  'ConfigMap',
  'Deployment.v1.apps',
  'StatefulSet.v1.apps',
  'HorizontalPodAutoscaler.v2.autoscaling',
];

/**
 * All that the decision to roll needs, of all releases, in two calls at once: Helm's Secrets without
 * what is in them, and the live objects of the given kinds (as `Deployment.v1.apps`).
 */
export async function readClusterState(
  kubectl: Kubectl,
  kinds: readonly string[] = [],
): Promise<ClusterState> {
  const [releases, objects] = await Promise.all([
    readReleases(kubectl),
    listObjects(kubectl, [...new Set([...commonKinds, ...kinds])]),
  ]);
  return { releases, objects };
}

/** `Deployment/web` to its available pods. */
export function availablePods({ objects }: ClusterState): ReadonlyMap<string, number> {
  return new Map(
    objects.map(({ kind, metadata, status }) => [
      `${kind}/${metadata.name}`,
      Number(status?.['availableReplicas'] ?? 0),
    ]),
  );
}

export async function readReleases(kubectl: Kubectl): Promise<Releases> {
  const format = 'jsonpath={range .items[*]}{.metadata.labels}{"\\n"}{end}';
  const selector = ['--selector', 'owner=helm'];
  return parseReleases(await kubectl.read(['get', 'secrets', ...selector, '--output', format]));
}

export function parseReleases(rows: string): Releases {
  const releases = new Map<string, ReleaseRevision[]>();
  for (const line of rows.split('\n').filter((text) => text !== '')) {
    const labels = JSON.parse(line) as Record<string, string>;
    if (labels['name'] === undefined) continue;
    const revisions = releases.get(labels['name']) ?? [];
    revisions.push({
      revision: Number(labels['version']),
      status: labels['status'] ?? 'unknown',
      labels,
    });
    releases.set(
      labels['name'],
      revisions.sort((a, b) => a.revision - b.revision),
    );
  }
  return releases;
}
