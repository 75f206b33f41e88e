import type { ClusterFacts } from './read.ts';
import { parseQuantity } from '@taskora/base/quantity';

export interface NodeStatus {
  name: string;
  ready: boolean;
  version: string;
  runtime: string;
  cores: number;
  memoryBytes: number;
  requestedCores: number;
  requestedBytes: number;
}

export interface ReleaseStatus {
  name: string;
  revision: number;
  status: string;
}

export interface PodStatus {
  name: string;
  release: string;
  /** `Running`, or the reason why a container waits, such as `CrashLoopBackOff`. */
  state: string;
  ready: string;
  restarts: number;
  requestedCores: number;
  requestedBytes: number;
  usedCores: number | undefined;
  usedBytes: number | undefined;
  images: string[];
}

export interface Status {
  nodes: NodeStatus[];
  releases: ReleaseStatus[];
  pods: PodStatus[];
}

type Pod = ClusterFacts['pods']['items'][number];

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

function requested(pod: Pod, resource: 'cpu' | 'memory'): number {
  return sum(
    pod.spec.containers.map((each) => parseQuantity(each.resources.requests?.[resource] ?? '0')),
  );
}

function used(facts: ClusterFacts, pod: Pod, resource: 'cpu' | 'memory'): number | undefined {
  const measured = facts.metrics?.items.find(
    (each) =>
      each.metadata.name === pod.metadata.name &&
      each.metadata.namespace === pod.metadata.namespace,
  );
  return measured && sum(measured.containers.map((each) => parseQuantity(each.usage[resource])));
}

function podStatus(facts: ClusterFacts, pod: Pod): PodStatus {
  const containers = pod.status.containerStatuses;
  const waiting = containers.find((each) => each.state.waiting?.reason)?.state.waiting?.reason;
  return {
    name: pod.metadata.name,
    release: pod.metadata.labels['app.kubernetes.io/instance'] ?? '',
    state: waiting ?? pod.status.phase,
    ready: `${containers.filter((each) => each.ready).length}/${pod.spec.containers.length}`,
    restarts: sum(containers.map((each) => each.restartCount)),
    requestedCores: requested(pod, 'cpu'),
    requestedBytes: requested(pod, 'memory'),
    usedCores: used(facts, pod, 'cpu'),
    usedBytes: used(facts, pod, 'memory'),
    images: pod.spec.containers.map((each) => each.image),
  };
}

function nodeStatuses(facts: ClusterFacts): NodeStatus[] {
  const active = facts.pods.items.filter((pod) => pod.status.phase === 'Running');
  return facts.nodes.items.map((node) => ({
    name: node.metadata.name,
    ready: node.status.conditions.some((each) => each.type === 'Ready' && each.status === 'True'),
    version: node.status.nodeInfo.kubeletVersion,
    runtime: node.status.nodeInfo.containerRuntimeVersion,
    cores: parseQuantity(node.status.allocatable.cpu),
    memoryBytes: parseQuantity(node.status.allocatable.memory),
    requestedCores: sum(active.map((pod) => requested(pod, 'cpu'))),
    requestedBytes: sum(active.map((pod) => requested(pod, 'memory'))),
  }));
}

/** Helm keeps one Secret per revision; the newest one says what the release is now. */
export function releaseStatuses(stored: ClusterFacts['releases']['items']): ReleaseStatus[] {
  const newest = new Map<string, ReleaseStatus>();
  for (const { metadata } of stored) {
    const name = metadata.labels['name'] ?? metadata.name;
    const revision = Number(metadata.labels['version'] ?? 0);
    if (revision <= (newest.get(name)?.revision ?? 0)) continue;
    newest.set(name, { name, revision, status: metadata.labels['status'] ?? 'unknown' });
  }
  return [...newest.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export function makeStatus(facts: ClusterFacts, namespace: string): Status {
  const own = facts.pods.items.filter((pod) => pod.metadata.namespace === namespace);
  return {
    nodes: nodeStatuses(facts),
    releases: releaseStatuses(facts.releases.items),
    pods: own.map((pod) => podStatus(facts, pod)),
  };
}
