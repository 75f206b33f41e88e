import { hasList, helmLabelsFromServer, listFromServer } from './api-lists.ts';
import type { Kubectl } from './connect.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { groupOf } from './kubernetes-object.ts';

/** `Deployment.v1.apps`: one kind of one group, as kubectl takes it; `Service` in the core group. */
export function resourceOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>) {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${apiVersion.slice(group.length + 1)}.${group}`;
}

/** The same for an object that names its namespace: `monitoring/ServiceMonitor.v1.monitoring.coreos.com`. */
export function placedResourceOf(object: KubernetesObject): string {
  const { namespace } = object.metadata;
  return namespace === undefined ? resourceOf(object) : `${namespace}/${resourceOf(object)}`;
}

/**
 * All objects of some kinds with who manages their fields: of the release's namespace and outside of
 * any, and of other namespaces where a kind stands with one before it.
 */
export async function listObjects(
  kubectl: Kubectl,
  resources: readonly string[],
): Promise<KubernetesObject[]> {
  const byNamespace = new Map<string, Set<string>>();
  for (const resource of resources) {
    const [kind = '', namespace = kubectl.namespace] = resource.split('/').toReversed();
    byNamespace.set(namespace, (byNamespace.get(namespace) ?? new Set()).add(kind));
  }
  const lists = await Promise.all(
    [...byNamespace].map(([namespace, kinds]) => listIn(kubectl, namespace, [...kinds])),
  );
  return lists.flat();
}

async function listIn(
  kubectl: Kubectl,
  namespace: string,
  resources: readonly string[],
): Promise<KubernetesObject[]> {
  const { ask } = kubectl;
  if (ask === undefined) return listByKubectl(kubectl, namespace, resources);
  const listed = resources.filter(hasList);
  const [lists, others] = await Promise.all([
    Promise.all(listed.map((resource) => listFromServer(ask, namespace, resource))),
    listByKubectl(
      kubectl,
      namespace,
      resources.filter((resource) => !hasList(resource)),
    ),
  ]);
  const unanswered = listed.filter((_, index) => lists[index] === undefined);
  const rest = await listByKubectl(kubectl, namespace, unanswered);
  return [...lists.flatMap((list) => list ?? []), ...others, ...rest];
}

async function listByKubectl(
  kubectl: Kubectl,
  namespace: string,
  resources: readonly string[],
): Promise<KubernetesObject[]> {
  if (resources.length === 0) return [];
  const place = namespace === kubectl.namespace ? [] : ['--namespace', namespace];
  const args = ['get', resources.join(','), ...place, '--output', 'json', '--show-managed-fields'];
  const { exitCode, stdout, stderr } = await kubectl.try(args);
  if (exitCode === 0) return parse(stdout);
  const unknown = unknownResource(stderr, resources);
  // Says the same again, as an error that names the cause.
  if (unknown === undefined) return parse(await kubectl.read(args));
  // Nothing of a kind that the cluster does not know can be there.
  return listByKubectl(
    kubectl,
    namespace,
    resources.filter((resource) => resource !== unknown),
  );
}

function parse(text: string): KubernetesObject[] {
  return (JSON.parse(text) as { readonly items: KubernetesObject[] }).items;
}

function unknownResource(errorText: string, resources: readonly string[]): string | undefined {
  const pattern = /doesn't have a resource type "([^"]+)"|no matches for kind "([^"]+)"/;
  const [, resource, kind] = pattern.exec(errorText) ?? [];
  const named = resource ?? kind;
  if (named === undefined) return undefined;
  return resources.find(
    (each) => each === named || each.split('.')[0]?.toLowerCase() === named.toLowerCase(),
  );
}

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
 * All that the decision to roll needs, of all releases: Helm's Secrets without what is in them, and the
 * live objects of the given kinds (as `Deployment.v1.apps`). The Secrets last: Helm writes a revision
 * before its objects, so that one that it makes meanwhile is seen, where its objects may be as rendered
 * already.
 */
export async function readClusterState(
  kubectl: Kubectl,
  kinds: readonly string[] = [],
): Promise<ClusterState> {
  const objects = await listObjects(kubectl, [...new Set([...commonKinds, ...kinds])]);
  return { releases: await readReleases(kubectl), objects };
}

/** `Deployment/web` to its available pods. */
export function availablePods({ objects }: ClusterState): ReadonlyMap<string, number> {
  const known = podsOfReadings.get(objects);
  if (known !== undefined) return known;
  const pods = new Map(
    objects.map(({ kind, metadata, status }) => [
      `${kind}/${metadata.name}`,
      Number(status?.['availableReplicas'] ?? 0),
    ]),
  );
  podsOfReadings.set(objects, pods);
  return pods;
}

/** One reading is asked for each release, and does not change. */
const podsOfReadings = new WeakMap<readonly KubernetesObject[], ReadonlyMap<string, number>>();

export async function readReleases(kubectl: Kubectl): Promise<Releases> {
  const { ask, namespace } = kubectl;
  const labels = ask === undefined ? undefined : await helmLabelsFromServer(ask, namespace);
  if (labels !== undefined) return releasesOf(labels);
  const format = 'jsonpath={range .items[*]}{.metadata.labels}{"\\n"}{end}';
  const selector = ['--selector', 'owner=helm'];
  return parseReleases(await kubectl.read(['get', 'secrets', ...selector, '--output', format]));
}

export function parseReleases(rows: string): Releases {
  const lines = rows.split('\n').filter((text) => text !== '');
  return releasesOf(lines.map((line) => JSON.parse(line) as Record<string, string>));
}

function releasesOf(all: readonly Record<string, string>[]): Releases {
  const releases = new Map<string, ReleaseRevision[]>();
  for (const labels of all) {
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
