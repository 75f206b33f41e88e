import { namespace } from '../cluster/kubectl.ts';
import { releaseStatuses } from '../status/status.ts';
import type { Deployed, DeployedObject } from './objects.ts';

/** Something that is not as a deployment that ended well leaves it. */
export interface Fault {
  /** Kind and name, as kubectl takes them. */
  readonly object: string;
  readonly what: string;
  /** The command to run next. */
  readonly fix: string;
}

type OfKind<Kind extends DeployedObject['kind']> = Extract<DeployedObject, { kind: Kind }>;

const deploy = 'npx nx run infra:deploy-minikube';

/** All faults of what is deployed; `products` are the releases that the workspace deploys. */
export function faultsOf(deployed: Deployed, products: readonly string[]): Fault[] {
  const faults = [...releaseFaults(deployed, products), ...podFaults(deployed)];
  for (const object of deployed.objects) {
    if (object.kind === 'Deployment' || object.kind === 'StatefulSet') {
      faults.push(...workloadFaults(object));
    } else if (object.kind === 'Service') faults.push(...serviceFaults(object, deployed));
    else if (object.kind === 'PersistentVolumeClaim') faults.push(...claimFaults(object));
    else if (object.kind === 'HorizontalPodAutoscaler') faults.push(...autoscalerFaults(object));
  }
  return faults;
}

function releaseFaults({ releases }: Deployed, products: readonly string[]): Fault[] {
  const statuses = releaseStatuses(releases);
  const installed = new Set(statuses.map(({ name }) => name));
  const missing = products
    .filter((name) => !installed.has(name))
    .map((name) => ({ object: `release/${name}`, what: 'is not installed', fix: deploy }));
  const failed = statuses
    .filter(({ status }) => status !== 'deployed')
    .map(({ name, revision, status }) => ({
      object: `release/${name}`,
      what: `revision ${revision} is ${status}`,
      fix: `npx nx run ${name}:helm-status`,
    }));
  return [...missing, ...failed];
}

function workloadFaults({ kind, metadata, spec, status }: OfKind<'Deployment' | 'StatefulSet'>) {
  const object = `${kind.toLowerCase()}/${metadata.name}`;
  const next = `npx nx run dev:status`;
  if (status.observedGeneration < metadata.generation) {
    return [{ object, what: 'has a change that no controller has seen yet', fix: next }];
  }
  if (status.availableReplicas < spec.replicas) {
    const what = `has ${status.availableReplicas} of ${spec.replicas} pods available`;
    return [{ object, what, fix: next }];
  }
  if (status.updatedReplicas < spec.replicas) {
    const what = `has ${status.updatedReplicas} of ${spec.replicas} pods of its newest revision`;
    return [{ object, what, fix: next }];
  }
  return [];
}

/** Of what serves nothing itself only what hinders it counts; a Job's pod that ended is no fault. */
function podFaults({ pods }: Deployed): Fault[] {
  return pods.flatMap(({ metadata, status }) => {
    const waiting = status.containerStatuses
      .map(({ state }) => state.waiting?.reason)
      .find((reason) => reason !== undefined && !starting.has(reason));
    if (waiting !== undefined) return [podFault(metadata.name, `waits: ${waiting}`)];
    return status.phase === 'Failed' ? [podFault(metadata.name, 'has failed')] : [];
  });
}

const starting = new Set(['ContainerCreating', 'PodInitializing']);

const podFault = (name: string, what: string): Fault => ({
  object: `pod/${name}`,
  what,
  fix: `kubectl -n ${namespace} describe pod ${name}`,
});

function serviceFaults({ metadata, spec }: OfKind<'Service'>, { objects }: Deployed): Fault[] {
  if (spec.selector === undefined) return [];
  const isReady = objects.some(
    (other) =>
      other.kind === 'EndpointSlice' &&
      other.metadata.labels['kubernetes.io/service-name'] === metadata.name &&
      other.endpoints.some(({ conditions }) => conditions.ready === true),
  );
  if (isReady) return [];
  const what = 'has no ready endpoint, so nothing answers at its address';
  return [{ object: `service/${metadata.name}`, what, fix: 'npx nx run infra:health-check' }];
}

function claimFaults({ metadata, status }: OfKind<'PersistentVolumeClaim'>): Fault[] {
  if (status.phase === 'Bound') return [];
  const fix = `kubectl -n ${namespace} describe pvc ${metadata.name}`;
  return [{ object: `pvc/${metadata.name}`, what: `is ${status.phase}, not Bound`, fix }];
}

function autoscalerFaults({ metadata, status }: OfKind<'HorizontalPodAutoscaler'>): Fault[] {
  return status
    .filter(({ type, status: is }) => type === 'ScalingActive' && is === 'False')
    .filter(({ reason }) => reason !== 'ScalingDisabled')
    .map(({ reason, message }) => ({
      object: `hpa/${metadata.name}`,
      what: `cannot scale: ${reason}: ${message}`,
      fix: 'kubectl get apiservice v1beta1.metrics.k8s.io',
    }));
}
