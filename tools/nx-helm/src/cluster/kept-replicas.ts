import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import type { Kubectl } from './connect.ts';
import type { Fields, KubernetesObject } from './kubernetes-object.ts';
import { groupOf, titleOf } from './kubernetes-object.ts';

/** Owns the number of pods between the chart that lets it go and the autoscaler that takes it. */
export const replicasManager = 'nx-helm-replicas';

const attempts = 3;

interface ScaledObjects {
  /** What is about to be applied. */
  readonly expected: readonly KubernetesObject[];
  readonly actual: readonly KubernetesObject[];
}

/**
 * A chart that switches an autoscaler on renders no `replicas` any more. Helm's apply gives up the
 * field then, the API server fills in its default of 1, and all pods but one end before the
 * autoscaler has run once. So another manager applies the present number first: a field that still
 * has an owner stays as it is. The autoscaler overwrites it with the number that it computes.
 */
export async function keepReplicas(
  kubectl: Kubectl,
  release: string,
  readObjects: () => Promise<ScaledObjects>,
): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const handedOver = replicasToKeep(await readObjects());
    const results = await Promise.all(handedOver.map((object) => apply(kubectl, object)));
    const refused = results.find(({ exitCode }) => exitCode !== 0);
    if (refused === undefined) return handedOver.map(describeKeptReplicas);
    // Somebody scaled it meanwhile: the number is read again.
    if (attempt < attempts) continue;
    throw new UserError(
      'NXHELM_REPLICAS_NOT_KEPT',
      `the number of pods could not be handed over to the autoscaler, so nothing was applied: ${refused.stderr.trim()}`,
      `kubectl --namespace ${kubectl.namespace} auth can-i patch deployments`,
      { project: release },
    );
  }
}

/** Workloads under an autoscaler that no longer render a number which Helm has set, as they are now. */
function replicasToKeep({ expected, actual }: ScaledObjects): KubernetesObject[] {
  return scaledIn({ expected, actual }).flatMap((object) => {
    const live = actual.find(
      ({ apiVersion, kind, metadata }) =>
        kind === object.kind &&
        groupOf(apiVersion) === groupOf(object.apiVersion) &&
        metadata.name === object.metadata.name,
    );
    const replicas = live?.spec?.['replicas'];
    if (live === undefined || typeof replicas !== 'number' || replicas <= 1) return [];
    return isHelms(live) ? [withReplicas(live, replicas)] : [];
  });
}

/** Of what is about to be applied, that which renders no number of pods and has an autoscaler. */
export function scaledIn({ expected, actual }: ScaledObjects): KubernetesObject[] {
  const scaled = new Set([...expected, ...actual].flatMap(scaledBy));
  return expected.filter((object) => mayBeScaled(object) && scaled.has(titleOf(object)));
}

/** What has pods to count, and leaves the number to somebody else. */
export function mayBeScaled({ kind, spec }: KubernetesObject): boolean {
  return countedKinds.has(kind) && spec?.['replicas'] === undefined;
}

const countedKinds = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/** `Deployment web`, of Kubernetes' own autoscaler, and of others that name their target as it does. */
function scaledBy({ spec }: KubernetesObject): string[] {
  const target = spec?.['scaleTargetRef'];
  if (!isPlainObject(target)) return [];
  return [`${String(target['kind'] ?? 'Deployment')} ${String(target['name'])}`];
}

/** Only a field that Helm has written goes when Helm leaves it out; it applies, or merges itself. */
function isHelms({ metadata }: KubernetesObject): boolean {
  return (metadata.managedFields ?? []).some(({ manager, subresource, fieldsV1 }) => {
    const spec = fieldsV1?.['f:spec'];
    const isHelm = manager === 'helm' && subresource === undefined;
    return isHelm && isPlainObject(spec) && 'f:replicas' in spec;
  });
}

function withReplicas(live: KubernetesObject, replicas: number): KubernetesObject {
  const { apiVersion, kind, metadata } = live;
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { replicas },
  };
}

/** Not by force: a number that is another one by now must not be set back. */
function apply(kubectl: Kubectl, object: KubernetesObject) {
  const how = ['--server-side', '--field-manager', replicasManager];
  return kubectl.try(['apply', ...how, '--filename', '-'], { input: JSON.stringify(object) });
}

function describeKeptReplicas(object: KubernetesObject): string {
  const { replicas } = object.spec as Fields & { readonly replicas: number };
  return `${titleOf(object)} keeps its ${replicas} replicas until the autoscaler sets them`;
}
