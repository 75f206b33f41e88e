import type { Pod, Workload } from '../cluster/schemas.ts';
import {
  autoscaler,
  endpointSlice,
  job,
  pod,
  service,
  volumeClaim,
  workload,
} from '../cluster/schemas.ts';
import {
  autoscalerFindings,
  claimFindings,
  jobFindings,
  podFindings,
  serviceFindings,
  workloadFindings,
} from './findings.ts';

const metadata = { name: 'api', generation: 3 };
const deployment = (replicas: number, status: object): Workload =>
  workload.parse({
    metadata,
    spec: { replicas, template: { spec: { containers: null } } },
    status,
  });
const podWith = (status: object): Pod =>
  pod.parse({ metadata, spec: { containers: [{ name: 'api' }] }, status });
const sentences = (findings: readonly { readonly what: string }[]) =>
  findings.map(({ what }) => what);

describe('what is not as it should be (O1)', () => {
  it.each([
    ['all pods run', 2, { observedGeneration: 3, updatedReplicas: 2, availableReplicas: 2 }, []],
    [
      'too few are available',
      2,
      { observedGeneration: 3, updatedReplicas: 2, availableReplicas: 1 },
      ['has 1 of 2 pods available'],
    ],
    [
      'a rollout is under way',
      2,
      { observedGeneration: 3, updatedReplicas: 1, availableReplicas: 2 },
      ['has 1 of 2 pods of its newest revision'],
    ],
    [
      'no controller has acted',
      2,
      { observedGeneration: 2, updatedReplicas: 2, availableReplicas: 2 },
      ['has a change that no controller has seen yet'],
    ],
    ['it is scaled away', 0, { observedGeneration: 3 }, ['is scaled to no pod']],
  ])('of a Deployment where %s', (_when, replicas, status, expected) => {
    expect(sentences(workloadFindings('deployment', deployment(replicas, status)))).toEqual(
      expected,
    );
  });

  const waiting = (reason: string) => ({
    phase: 'Pending',
    containerStatuses: [{ name: 'api', state: { waiting: { reason } } }],
  });

  it.each([
    ['runs', { phase: 'Running', containerStatuses: [{ name: 'api', ready: true }] }, []],
    ['begins', waiting('ContainerCreating'), []],
    ['belonged to a Job that is done', { phase: 'Succeeded' }, []],
    ['has no image', waiting('ImagePullBackOff'), ['container api waits: ImagePullBackOff']],
    [
      'waits for a Secret',
      waiting('CreateContainerConfigError'),
      ['container api waits: CreateContainerConfigError'],
    ],
    [
      'begins with a container that crashes',
      {
        ...waiting('PodInitializing'),
        initContainerStatuses: [
          { name: 'wait', state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      },
      ['container wait waits: CrashLoopBackOff'],
    ],
    ['was evicted', { phase: 'Failed', reason: 'Evicted' }, ['has failed: Evicted']],
    [
      'has no node',
      {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
      },
      ['is on no node: Unschedulable'],
    ],
    [
      'was killed for its memory and runs again',
      {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'api',
            ready: true,
            restartCount: 2,
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ],
      },
      ['container api was killed for its memory, 2 restarts'],
    ],
  ])('of a pod that %s', (_when, status, expected) => {
    expect(sentences(podFindings(podWith(status)))).toEqual(expected);
  });

  it('of a Service that leads to nothing, and of none without a selector', () => {
    const slice = (endpoints: unknown) =>
      endpointSlice.parse({
        metadata: { name: 'api-x', labels: { 'kubernetes.io/service-name': 'api' } },
        endpoints,
      });
    const api = service.parse({ metadata, spec: { selector: { a: 'b' } } });
    expect(sentences(serviceFindings(api, []))).toEqual(['leads to no ready pod']);
    expect(sentences(serviceFindings(api, [slice(null)]))).toEqual(['leads to no ready pod']);
    expect(
      serviceFindings(api, [slice([{ conditions: { ready: false } }, { conditions: {} }])]),
    ).toEqual([]);
    expect(serviceFindings(service.parse({ metadata, spec: {} }), [])).toEqual([]);
  });

  it('of a claim, an autoscaler and a Job', () => {
    expect(
      sentences(claimFindings(volumeClaim.parse({ metadata, status: { phase: 'Pending' } }))),
    ).toEqual(['is Pending, not bound']);
    const scaler = (type: string) =>
      autoscaler.parse({
        metadata,
        status: { conditions: [{ type, status: 'False', reason: 'FailedGetResourceMetric' }] },
      });
    expect(sentences(autoscalerFindings(scaler('ScalingActive')))).toEqual([
      'does not scale: FailedGetResourceMetric',
    ]);
    expect(autoscalerFindings(scaler('ScalingLimited'))).toEqual([]);
    const failed = job.parse({
      metadata,
      status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
    });
    expect(sentences(jobFindings(failed))).toEqual(['has failed: BackoffLimitExceeded']);
  });
});
