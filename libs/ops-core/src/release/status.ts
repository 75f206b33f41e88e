import { formatCores, formatMebibytes, quantityIn } from '@taskora/base/quantity';
import type {
  Autoscaler,
  EndpointSlice,
  Ingress,
  Job,
  Metadata,
  Pod,
  PodMetrics,
  Service,
  VolumeClaim,
  Workload,
} from '../cluster/schemas.ts';
import type { Finding } from './findings.ts';
import {
  autoscalerFindings,
  claimFindings,
  isReady,
  jobFindings,
  podFindings,
  serviceFindings,
  workloadFindings,
} from './findings.ts';
import { releaseOf } from './releases.ts';

export interface StatusFacts {
  readonly deployments: readonly Workload[];
  readonly statefulSets: readonly Workload[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly volumeClaims: readonly VolumeClaim[];
  readonly autoscalers: readonly Autoscaler[];
  readonly jobs: readonly Job[];
  readonly ingresses: readonly Ingress[];
  readonly podMetrics: readonly PodMetrics[];
}

export interface PodStatus {
  readonly name: string;
  readonly release: string;
  /** `Running`, or why a container waits, such as `CrashLoopBackOff`. */
  readonly state: string;
  readonly ready: string;
  readonly restarts: number;
  /** Of the container that ended last: its reason, exit code and time. */
  readonly lastEnd: string | null;
  readonly cpu: string;
  readonly memory: string;
  readonly images: readonly string[];
  readonly node: string;
}

export interface NamespaceStatus {
  /** None where everything is as it should be. */
  readonly findings: readonly Finding[];
  readonly workloads: readonly object[];
  readonly pods: readonly PodStatus[];
  readonly services: readonly object[];
  readonly ingresses: readonly object[];
  readonly autoscalers: readonly object[];
  readonly volumeClaims: readonly object[];
  readonly jobs: readonly object[];
}

/** All of the namespace, or of one release. */
export function statusOf(all: StatusFacts, release?: string): NamespaceStatus {
  const facts = release === undefined ? all : ofRelease(all, release);
  const { deployments, statefulSets, pods, services, endpointSlices } = facts;
  return {
    findings: [
      ...deployments.flatMap((one) => workloadFindings('deployment', one)),
      ...statefulSets.flatMap((one) => workloadFindings('statefulset', one)),
      ...pods.flatMap(podFindings),
      ...services.flatMap((one) => serviceFindings(one, endpointSlices)),
      ...facts.volumeClaims.flatMap(claimFindings),
      ...facts.autoscalers.flatMap(autoscalerFindings),
      ...facts.jobs.flatMap(jobFindings),
    ],
    workloads: [
      ...deployments.map((one) => workloadStatus('Deployment', one)),
      ...statefulSets.map((one) => workloadStatus('StatefulSet', one)),
    ],
    pods: pods.map((pod) => podStatus(pod, facts.podMetrics)),
    services: services.map((one) => serviceStatus(one, endpointSlices)),
    ingresses: facts.ingresses.map(({ metadata, spec }) => ({
      name: metadata.name,
      class: spec.ingressClassName,
      hosts: spec.rules.map(({ host }) => host),
    })),
    autoscalers: facts.autoscalers.map(({ metadata, spec, status }) => ({
      name: metadata.name,
      pods: `${status.currentReplicas} of ${spec.minReplicas}-${spec.maxReplicas}, wants ${status.desiredReplicas}`,
    })),
    volumeClaims: facts.volumeClaims.map(({ metadata, status }) => ({
      name: metadata.name,
      phase: status.phase,
    })),
    jobs: facts.jobs.map(({ metadata, status }) => ({
      name: metadata.name,
      active: status.active,
      succeeded: status.succeeded,
      failed: status.failed,
    })),
  };
}

/** Slices belong to Services, metrics to pods; both are found by those. */
function ofRelease(facts: StatusFacts, release: string): StatusFacts {
  const own = <Item extends { readonly metadata: Metadata }>(items: readonly Item[]): Item[] =>
    items.filter(({ metadata }) => releaseOf(metadata) === release);
  return {
    deployments: own(facts.deployments),
    statefulSets: own(facts.statefulSets),
    pods: own(facts.pods),
    services: own(facts.services),
    endpointSlices: facts.endpointSlices,
    volumeClaims: own(facts.volumeClaims),
    autoscalers: own(facts.autoscalers),
    jobs: own(facts.jobs),
    ingresses: own(facts.ingresses),
    podMetrics: facts.podMetrics,
  };
}

function workloadStatus(kind: string, { metadata, spec, status }: Workload) {
  const restarted = spec.template.metadata.annotations['kubectl.kubernetes.io/restartedAt'];
  return {
    kind,
    name: metadata.name,
    release: releaseOf(metadata),
    wanted: spec.replicas,
    ready: status.readyReplicas,
    available: status.availableReplicas,
    updated: status.updatedReplicas,
    images: spec.template.spec.containers.map(({ image }) => image),
    ...(restarted === undefined ? {} : { restartedAt: restarted }),
  };
}

function podStatus(pod: Pod, metrics: readonly PodMetrics[]): PodStatus {
  const { metadata, spec, status } = pod;
  const containers = status.containerStatuses;
  const all = [...status.initContainerStatuses, ...containers];
  const waiting = all
    .map(({ state }) => state.waiting?.reason ?? '')
    .find((reason) => reason !== '');
  const lastEnd = all.map(({ lastState }) => lastState.terminated).find((one) => one !== undefined);
  const measured = metrics.find((one) => one.metadata.name === metadata.name);
  return {
    name: metadata.name,
    release: releaseOf(metadata),
    state: waiting ?? (status.reason === '' ? status.phase : status.reason),
    ready: `${containers.filter(({ ready }) => ready).length}/${spec.containers.length}`,
    restarts: all.reduce((sum, { restartCount }) => sum + restartCount, 0),
    lastEnd:
      lastEnd === undefined
        ? null
        : `${lastEnd.reason} (exit code ${lastEnd.exitCode}) at ${lastEnd.finishedAt}`,
    cpu: usage(pod, measured, 'cpu', formatCores),
    memory: usage(pod, measured, 'memory', formatMebibytes),
    images: spec.containers.map(({ image }) => image),
    node: spec.nodeName,
  };
}

/** `5m used, 75m requested, 500m at most`; what is not measured or not set has a hyphen. */
function usage(
  { spec }: Pod,
  measured: PodMetrics | undefined,
  resource: 'cpu' | 'memory',
  format: (amount: number) => string,
): string {
  const sum = (amounts: readonly (string | undefined)[]): string => {
    const known = amounts.flatMap((text) => quantityIn(text ?? '') ?? []);
    return known.length === 0 ? '-' : format(known.reduce((total, one) => total + one, 0));
  };
  const used = sum((measured?.containers ?? []).map((one) => one.usage[resource]));
  const requested = sum(spec.containers.map(({ resources }) => resources.requests?.[resource]));
  const most = sum(spec.containers.map(({ resources }) => resources.limits?.[resource]));
  return `${used} used, ${requested} requested, ${most} at most`;
}

function serviceStatus({ metadata, spec }: Service, slices: readonly EndpointSlice[]) {
  const own = slices.filter(
    (slice) => slice.metadata.labels['kubernetes.io/service-name'] === metadata.name,
  );
  return {
    name: metadata.name,
    type: spec.type,
    ports: spec.ports.map(({ port, nodePort }) =>
      nodePort === undefined ? String(port) : `${port}, ${nodePort} of each node`,
    ),
    readyEndpoints: own.flatMap(({ endpoints }) => endpoints).filter(isReady).length,
  };
}
