import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachedFrom } from '../architecture/measures.ts';
import { workspaceRoot } from '../environment.ts';
import { podListSchema, releaseListSchema } from '../status/schemas.ts';
import { faultsOf, type Fault } from './faults.ts';
import { formatFaults } from './format.ts';
import { objectsSchema } from './objects.ts';

type Json = Record<string, unknown>;

/** What kubectl prints of a release that is as it should be, of one web with a database's volume. */
function healthy() {
  return {
    release: {
      metadata: { name: 'r', labels: { name: 'web', version: '3', status: 'deployed' } },
    } as Json,
    older: {
      metadata: { name: 'q', labels: { name: 'web', version: '2', status: 'failed' } },
    } as Json,
    deployment: {
      kind: 'Deployment',
      metadata: { name: 'web', generation: 4 },
      spec: { replicas: 2 },
      status: { observedGeneration: 4, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
    } as Json,
    service: {
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { 'app.kubernetes.io/name': 'web' } },
    } as Json,
    slice: {
      kind: 'EndpointSlice',
      metadata: { name: 'web-x', labels: { 'kubernetes.io/service-name': 'web' } },
      endpoints: [{ conditions: { ready: true } }, { conditions: { ready: false } }],
    } as Json,
    claim: {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data-postgres-0' },
      status: { phase: 'Bound' },
    } as Json,
    autoscaler: {
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      status: {
        conditions: [{ type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' }],
      },
    } as Json,
    pod: pod('web-1', 'Running', { running: {} }),
    job: pod('web-migrate-x', 'Succeeded', { terminated: { reason: 'Completed' } }),
  };
}

function pod(name: string, phase: string, state: Json): Json {
  return {
    metadata: { name, namespace: 'taskora' },
    spec: { containers: [{ image: 'taskora/web:c-000000000000' }] },
    status: { phase, containerStatuses: [{ ready: phase === 'Running', restartCount: 0, state }] },
  };
}

type Cluster = ReturnType<typeof healthy>;

function faults(change: (cluster: Cluster) => Partial<Cluster> | undefined = () => ({})) {
  const cluster = healthy();
  const { release, older, pod: running, job, ...objects } = { ...cluster, ...change(cluster) };
  const deployed = {
    releases: releaseListSchema.parse({ items: [older, release].filter(isThere) }).items,
    objects: objectsSchema.parse({ items: Object.values(objects).filter(isThere) }).items,
    pods: podListSchema.parse({ items: [running, job].filter(isThere) }).items,
  };
  return faultsOf(deployed, ['web']);
}

const isThere = (object: Json | undefined): object is Json =>
  object !== undefined && 'metadata' in object;
const gone: Json = {};

describe('a check of the deployment, which asks no model (K8, N10)', () => {
  it('finds nothing where all is as it should be, older revisions and ended Jobs included', () => {
    expect(faults()).toEqual([]);
    expect(formatFaults([], 9)).toContain('all 9 objects');
  });

  it.each<[string, (cluster: Cluster) => Partial<Cluster>, string, string]>([
    [
      'a release that is not installed',
      () => ({ release: gone, older: gone }),
      'release/web',
      'is not installed',
    ],
    [
      'a release whose newest revision has failed',
      () => ({
        release: {
          metadata: { name: 'r', labels: { name: 'web', version: '10', status: 'failed' } },
        },
      }),
      'release/web',
      'revision 10 is failed',
    ],
    [
      'a change that no controller has seen',
      ({ deployment }) => ({
        deployment: { ...deployment, metadata: { name: 'web', generation: 5 } },
      }),
      'deployment/web',
      'has a change that no controller has seen yet',
    ],
    [
      'too few pods, none of which the API server then counts',
      ({ deployment }) => ({ deployment: { ...deployment, status: { observedGeneration: 4 } } }),
      'deployment/web',
      'has 0 of 2 pods available',
    ],
    [
      'pods of an older revision',
      ({ deployment }) => ({
        deployment: {
          ...deployment,
          status: { observedGeneration: 4, updatedReplicas: 1, availableReplicas: 2 },
        },
      }),
      'deployment/web',
      'has 1 of 2 pods of its newest revision',
    ],
    [
      'a container that cannot start',
      () => ({ pod: pod('web-1', 'Pending', { waiting: { reason: 'ImagePullBackOff' } }) }),
      'pod/web-1',
      'waits: ImagePullBackOff',
    ],
    [
      'a pod that has failed',
      () => ({ job: pod('web-migrate-x', 'Failed', { terminated: { reason: 'Error' } }) }),
      'pod/web-migrate-x',
      'has failed',
    ],
    [
      'a Service whose slices have no ready endpoint',
      ({ slice }) => ({ slice: { ...slice, endpoints: [{ conditions: { ready: false } }] } }),
      'service/web',
      'has no ready endpoint, so nothing answers at its address',
    ],
    [
      'a Service whose slice has no endpoints, which is null',
      ({ slice }) => ({ slice: { ...slice, endpoints: null } }),
      'service/web',
      'has no ready endpoint, so nothing answers at its address',
    ],
    [
      'a claim without a volume',
      ({ claim }) => ({ claim: { ...claim, status: { phase: 'Pending' } } }),
      'pvc/data-postgres-0',
      'is Pending, not Bound',
    ],
    [
      'an autoscaler without metrics',
      ({ autoscaler }) => ({
        autoscaler: {
          ...autoscaler,
          status: {
            conditions: [
              {
                type: 'ScalingActive',
                status: 'False',
                reason: 'FailedGetResourceMetric',
                message: 'unable to fetch metrics',
              },
            ],
          },
        },
      }),
      'hpa/web',
      'cannot scale: FailedGetResourceMetric: unable to fetch metrics',
    ],
  ])('names %s', (_name, change, object, what) => {
    const found = faults(change);
    expect(found).toEqual([{ object, what, fix: expect.stringMatching(/^(npx nx|kubectl) /) }]);
    expect(formatFaults(found, 9)).toContain(what);
  });

  it('names each of several faults, in the same words whatever order they are listed in', () => {
    const both = faults(({ claim, pod: running }) => ({
      claim: { ...claim, status: { phase: 'Pending' } },
      pod: { ...running, ...pod('web-1', 'Running', { waiting: { reason: 'CrashLoopBackOff' } }) },
    }));
    expect(new Set(both.map(({ object }) => object)).size).toBeGreaterThan(1);
    const reversed = faults(({ claim, pod: running, ...rest }) => ({
      ...Object.fromEntries(Object.entries(rest).reverse()),
      pod: { ...running, ...pod('web-1', 'Running', { waiting: { reason: 'CrashLoopBackOff' } }) },
      claim: { ...claim, status: { phase: 'Pending' } },
    }));
    const byObject = (one: Fault, other: Fault) => one.object.localeCompare(other.object);
    expect(reversed.toSorted(byObject)).toEqual(both.toSorted(byObject));
  });

  it('asks the cluster and its pods, and no model', () => {
    const command = join(workspaceRoot, 'tools/dev/src/commands/check-deployment.ts');
    const asks = /openai|cohere|ollama|kagent|kubectl-ai|api\.anthropic|chat\/completions/i;
    const files = reachedFrom(command);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => asks.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('lets a pod start, and a Service be without selector', () => {
    const isFine = faults(({ service }) => ({
      pod: pod('web-1', 'Pending', { waiting: { reason: 'ContainerCreating' } }),
      service: { ...service, spec: {} },
      slice: gone,
    }));
    expect(isFine).toEqual([]);
  });
});
