import type { KubernetesObject } from '../live/kubernetes-object.ts';
import { groupOf } from '../live/kubernetes-object.ts';
import type { Kubectl } from './kubectl.ts';

/** `Deployment.v1.apps`: one kind of one group, as kubectl takes it; `Service` in the core group. */
export function resourceOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>) {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${apiVersion.slice(group.length + 1)}.${group}`;
}

/** All objects of some kinds in the namespace (and outside of any), with who manages their fields. */
export async function listObjects(
  kubectl: Kubectl,
  resources: readonly string[],
): Promise<KubernetesObject[]> {
  if (resources.length === 0) return [];
  const args = ['get', resources.join(','), '--output', 'json', '--show-managed-fields'];
  const { exitCode, stdout, stderr } = await kubectl.try(args);
  if (exitCode === 0) return parse(stdout);
  const unknown = unknownResource(stderr, resources);
  // Says the same again, as an error that names the cause.
  if (unknown === undefined) return parse(await kubectl.read(args));
  // Nothing of a kind that the cluster does not know can be there.
  return listObjects(
    kubectl,
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
