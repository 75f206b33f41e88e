import { isPlainObject } from '../base/plain-object.ts';
import type { AskServer } from './api-server.ts';
import { asMetadata } from './api-server.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/**
 * The kinds of Kubernetes' own API that charts are made of, by the names that kubectl takes: where their
 * lists are. Any other kind needs a question of its own where it is, and is left to kubectl.
 */
const lists: ReadonlyMap<string, readonly [group: string, plural: string]> = new Map([
  ['ConfigMap', ['api/v1', 'configmaps']],
  ['PersistentVolumeClaim', ['api/v1', 'persistentvolumeclaims']],
  ['Pod', ['api/v1', 'pods']],
  ['Secret', ['api/v1', 'secrets']],
  ['Service', ['api/v1', 'services']],
  ['ServiceAccount', ['api/v1', 'serviceaccounts']],
  ['DaemonSet.v1.apps', ['apis/apps/v1', 'daemonsets']],
  ['Deployment.v1.apps', ['apis/apps/v1', 'deployments']],
  ['StatefulSet.v1.apps', ['apis/apps/v1', 'statefulsets']],
  ['HorizontalPodAutoscaler.v2.autoscaling', ['apis/autoscaling/v2', 'horizontalpodautoscalers']],
  ['CronJob.v1.batch', ['apis/batch/v1', 'cronjobs']],
  ['Job.v1.batch', ['apis/batch/v1', 'jobs']],
  ['Ingress.v1.networking.k8s.io', ['apis/networking.k8s.io/v1', 'ingresses']],
  ['NetworkPolicy.v1.networking.k8s.io', ['apis/networking.k8s.io/v1', 'networkpolicies']],
  ['PodDisruptionBudget.v1.policy', ['apis/policy/v1', 'poddisruptionbudgets']],
  ['Role.v1.rbac.authorization.k8s.io', ['apis/rbac.authorization.k8s.io/v1', 'roles']],
  [
    'RoleBinding.v1.rbac.authorization.k8s.io',
    ['apis/rbac.authorization.k8s.io/v1', 'rolebindings'],
  ],
]);

export function hasList(resource: string): boolean {
  return lists.has(resource);
}

/** All objects of one kind in a namespace, as kubectl gives them; undefined where the server does not. */
export async function listFromServer(
  ask: AskServer,
  namespace: string,
  resource: string,
): Promise<KubernetesObject[] | undefined> {
  const [group, plural] = lists.get(resource) ?? [];
  if (group === undefined || plural === undefined) return undefined;
  const list = await ask(`/${group}/namespaces/${encodeURIComponent(namespace)}/${plural}`);
  const items = itemsOf(list);
  if (items === undefined || !isPlainObject(list)) return undefined;
  // Of a list the server says once what all of it is.
  const [kind = ''] = resource.split('.');
  const apiVersion = list['apiVersion'];
  return items.map((item) => ({ apiVersion, kind, ...item }) as unknown as KubernetesObject);
}

/** The labels of the Secrets in which Helm keeps revisions, without what is in them. */
export async function helmLabelsFromServer(
  ask: AskServer,
  namespace: string,
): Promise<Record<string, string>[] | undefined> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets?labelSelector=owner%3Dhelm`;
  const list = await ask(path, asMetadata);
  return itemsOf(list)?.map(({ metadata }) =>
    isPlainObject(metadata) && isPlainObject(metadata['labels'])
      ? (metadata['labels'] as Record<string, string>)
      : {},
  );
}

function itemsOf(list: unknown) {
  if (!isPlainObject(list)) return undefined;
  const { items, metadata } = list;
  // A list that goes on is none of those that were asked for.
  if (isPlainObject(metadata) && Boolean(metadata['continue'])) return undefined;
  return Array.isArray(items) ? items.filter(isPlainObject) : undefined;
}
