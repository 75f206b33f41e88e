import type { ClusterFacts } from './read.ts';
import { makeStatus } from './status.ts';
import { formatStatus } from './format.ts';

function pod(name: string, overrides: Partial<ClusterFacts['pods']['items'][number]> = {}) {
  return {
    metadata: { name, namespace: 'taskora', labels: { 'app.kubernetes.io/instance': 'api' } },
    spec: {
      containers: [
        {
          image: 'taskora/api:c-000000000000',
          resources: { requests: { cpu: '75m', memory: '192Mi' }, limits: {} },
        },
      ],
    },
    status: { phase: 'Running', containerStatuses: [{ ready: true, restartCount: 2, state: {} }] },
    ...overrides,
  };
}

const facts: ClusterFacts = {
  nodes: {
    items: [
      {
        metadata: { name: 'minikube' },
        status: {
          allocatable: { cpu: '2', memory: '8Gi' },
          conditions: [{ type: 'Ready', status: 'True' }],
          nodeInfo: { kubeletVersion: 'v1.34.4', containerRuntimeVersion: 'containerd://1.6.20' },
        },
      },
    ],
  },
  pods: {
    items: [
      pod('api-1'),
      pod('api-2', {
        status: {
          phase: 'Pending',
          containerStatuses: [
            { ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
          ],
        },
      }),
      pod('coredns-1', { metadata: { name: 'coredns-1', namespace: 'kube-system', labels: {} } }),
    ],
  },
  metrics: {
    items: [
      {
        metadata: { name: 'api-1', namespace: 'taskora' },
        containers: [{ usage: { cpu: '5123456n', memory: '100Mi' } }],
      },
    ],
  },
  releases: {
    items: [
      { metadata: { name: 'a', labels: { name: 'api', version: '9', status: 'superseded' } } },
      { metadata: { name: 'b', labels: { name: 'api', version: '10', status: 'deployed' } } },
    ],
  },
};

describe('the status of the cluster (K8)', () => {
  const status = makeStatus(facts, 'taskora');

  it('shows the newest revision of a release by number', () => {
    expect(status.releases).toEqual([{ name: 'api', revision: 10, status: 'deployed' }]);
  });

  it('shows why a pod waits instead of its phase', () => {
    expect(status.pods.map((each) => each.state)).toEqual(['Running', 'ImagePullBackOff']);
  });

  it('counts what running pods of every namespace request from the node', () => {
    expect(status.nodes[0]?.requestedCores).toBeCloseTo(0.15);
    expect(status.nodes[0]?.requestedBytes).toBe(2 * 192 * 1024 ** 2);
  });

  it('distinguishes what is not measured yet from zero', () => {
    expect(status.pods[0]?.usedCores).toBeCloseTo(0.005123456);
    expect(status.pods[1]?.usedCores).toBeUndefined();
    expect(formatStatus(status)).toMatch(/api-1 .*5m\/75m .*100Mi\/192Mi/);
    expect(formatStatus(status)).toMatch(/api-2 .*-\/75m/);
  });
});
