import type { KubernetesObject } from '../live/kubernetes-object.ts';
import { groupOf } from '../live/kubernetes-object.ts';
import type { Kubectl } from './kubectl.ts';

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
  if (resources.length === 0) return [];
  const place = namespace === kubectl.namespace ? [] : ['--namespace', namespace];
  const args = ['get', resources.join(','), ...place, '--output', 'json', '--show-managed-fields'];
  const { exitCode, stdout, stderr } = await kubectl.try(args);
  if (exitCode === 0) return parse(stdout);
  const unknown = unknownResource(stderr, resources);
  // Says the same again, as an error that names the cause.
  if (unknown === undefined) return parse(await kubectl.read(args));
  // Nothing of a kind that the cluster does not know can be there.
  return listIn(
    kubectl,
    namespace,
    resources.filter((resource) => resource !== unknown),
  );
}

function parse(text: string): KubernetesObject[] {
  return (JSON.parse(text) as { readonly items: KubernetesObject[] }).items;
}

function unknownResource(words: string, resources: readonly string[]): string | undefined {
  const pattern = /doesn't have a resource type "([^"]+)"|no matches for kind "([^"]+)"/;
  const [, resource, kind] = pattern.exec(words) ?? [];
  const named = resource ?? kind;
  if (named === undefined) return undefined;
  return resources.find(
    (each) => each === named || each.split('.')[0]?.toLowerCase() === named.toLowerCase(),
  );
}
