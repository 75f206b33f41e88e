import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { groupOf, titleOf } from '../cluster/kubernetes-object.ts';
import { hostsOf, isSameHost, takesAllHosts } from './hosts.ts';
import { nodeAccess, podSpecOf } from './pod-access.ts';

/**
 * What a preview may have, by group: kinds that are in a namespace and of which it is known what they do.
 * Any other, above all of those that are in none, may change what others use.
 */
const kinds: Readonly<Record<string, readonly string[]>> = {
  '': ['ConfigMap', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'],
  apps: ['DaemonSet', 'Deployment', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  'gateway.networking.k8s.io': ['GRPCRoute', 'HTTPRoute'],
  'monitoring.coreos.com': ['PodMonitor', 'ServiceMonitor'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
};

interface Confines {
  readonly namespace: string;
  /** The names by which the base is reached from outside of its cluster. */
  readonly hostsOfBase: ReadonlySet<string>;
}

/** Why an object would not stay in the preview, as a sentence about it; undefined for one that does. */
export function leavesPreview(object: KubernetesObject, confines: Confines): string | undefined {
  const title = titleOf(object);
  const { namespace } = object.metadata;
  if (namespace !== undefined && namespace !== confines.namespace) {
    return `${title} is in the namespace ${namespace}`;
  }
  if (kinds[groupOf(object.apiVersion)]?.includes(object.kind) !== true) {
    return `${title} (${object.apiVersion}) is of no kind that a preview may have`;
  }
  const pod = podSpecOf(object);
  const access = pod === undefined ? undefined : nodeAccess(pod);
  if (access !== undefined) return `${title} gets at its node or beyond by ${access}`;
  return (
    hostTaken(object, confines.hostsOfBase) ??
    serviceTaken(object) ??
    namespaceReached(object, confines.namespace) ??
    claimed(object) ??
    granted(object, confines.namespace)
  );
}

function hostTaken(object: KubernetesObject, hostsOfBase: ReadonlySet<string>): string | undefined {
  if (takesAllHosts(object)) {
    return `${titleOf(object)} names no host, and so takes requests to any`;
  }
  const host = hostsOf(object).find((each) =>
    [...hostsOfBase].some((other) => isSameHost(each, other)),
  );
  return host === undefined
    ? undefined
    : `${titleOf(object)} takes requests to ${host}, which are the base's`;
}

function serviceTaken(object: KubernetesObject): string | undefined {
  const { kind, spec = {} } = object;
  if (kind !== 'Service') return undefined;
  const ports = listOf(spec['ports']).map((port) => (isPlainObject(port) ? port['nodePort'] : 0));
  const port = [...ports, spec['healthCheckNodePort']].find(isGiven);
  if (port !== undefined) return `${titleOf(object)} takes port ${String(port)} of every node`;
  const address = [...listOf(spec['externalIPs']), spec['loadBalancerIP']].find(isGiven);
  return address === undefined
    ? undefined
    : `${titleOf(object)} takes the address ${String(address)}`;
}

/** As the API server sees it: null and 0 leave the choice to it. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== '';
}

/** A route that leads to another namespace, or a monitor that reads from it. */
function namespaceReached(object: KubernetesObject, own: string): string | undefined {
  const { kind, spec = {} } = object;
  if (kind.endsWith('Monitor') && spec['namespaceSelector'] !== undefined) {
    return `${titleOf(object)} selects namespaces`;
  }
  if (!kind.endsWith('Route')) return undefined;
  // The Gateway itself may be of all: its owner says who may use it.
  const other = namespacesIn(spec['rules']).find((name) => name !== own);
  return other === undefined ? undefined : `${titleOf(object)} leads to the namespace ${other}`;
}

function namespacesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namespacesIn);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === 'namespace' && typeof below === 'string' ? [below] : namespacesIn(below),
  );
}

/** Claims make volumes of their own; one that names a volume, or where a copy is from, may get the base's. */
function claimed(object: KubernetesObject): string | undefined {
  const { kind, spec = {} } = object;
  const claims = kind === 'PersistentVolumeClaim' ? [spec] : claimsIn(spec);
  const taking = ['volumeName', 'selector', 'dataSource', 'dataSourceRef'];
  const field = taking.find((each) => claims.some((claim) => isGiven(claim[each])));
  return field === undefined ? undefined : `${titleOf(object)} claims a volume by its ${field}`;
}

function claimsIn(spec: Readonly<Record<string, unknown>>) {
  return listOf(spec['volumeClaimTemplates']).flatMap((template) =>
    isPlainObject(template) && isPlainObject(template['spec']) ? [template['spec']] : [],
  );
}

/** Rights are those of the preview's own Roles, for its own accounts. */
function granted(object: KubernetesObject, own: string): string | undefined {
  if (object.kind !== 'RoleBinding') return undefined;
  const { roleRef, subjects } = object;
  if (!isPlainObject(roleRef) || roleRef['kind'] !== 'Role') {
    return `${titleOf(object)} gives rights that are not of a Role of its own`;
  }
  const isOwn = (subject: unknown): boolean =>
    isPlainObject(subject) &&
    subject['kind'] === 'ServiceAccount' &&
    (subject['namespace'] ?? own) === own;
  return listOf(subjects).every(isOwn)
    ? undefined
    : `${titleOf(object)} gives rights to others than its own accounts`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
