import type { Pod, Warning } from './pods.ts';
import { newWarnings } from './pods.ts';
import type { ClusterSnapshot, Job, WatchedWorkload } from './rollout-failures.ts';
import { createFailureDetector } from './rollout-failures.ts';

const workloads: readonly WatchedWorkload[] = [
  { kind: 'Deployment', name: 'api', podLabels: { app: 'api' }, isHook: false },
  { kind: 'StatefulSet', name: 'database', podLabels: { app: 'database' }, isHook: false },
  { kind: 'Job', name: 'migrate', podLabels: {}, isHook: true },
];

const quota = 'pods "x" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0';
const refused = (kind: string, name: string): Warning => ({
  involvedObject: { kind, name },
  reason: 'FailedCreate',
  message: quota,
});
const pod = (name: string, owner: string): Pod => ({
  metadata: { name, uid: name, ownerReferences: [{ kind: 'ReplicaSet', name: owner }] },
  status: { phase: 'Pending' },
});
const job = (name: string, uid: string, reason?: string): Job => ({
  metadata: { name, uid },
  status: {
    conditions: reason === undefined ? [] : [{ type: 'Failed', status: 'True', reason }],
  },
});

/** What is found at each of several polls, so many seconds after the start. */
function found(
  polls: readonly (readonly [seconds: number, snapshot: Partial<ClusterSnapshot>])[],
  jobsBefore: readonly Job[] = [],
) {
  let seconds = 0;
  const find = createFailureDetector(workloads, jobsBefore, () => seconds * 1000);
  return polls.map(([at, snapshot]) => {
    seconds = at;
    return find({ pods: [], warnings: [], jobs: [], ...snapshot });
  });
}

describe('what keeps pods from being there (helm#3875)', () => {
  it.each([
    ['ReplicaSet', 'api-5d8f7c9b4'],
    ['StatefulSet', 'database'],
    ['Job', 'migrate'],
  ])('is named at the first look, and given up after a minute without a pod: %s', (kind, name) => {
    const warnings = [refused(kind, name)];
    const text = `${kind} ${name} cannot create pods: ${quota}`;
    expect(
      found([
        [2, { warnings }],
        [60, { warnings }],
        [62, { warnings }],
      ]),
    ).toEqual([[{ text, isStuck: false }], [{ text, isStuck: false }], [{ text, isStuck: true }]]);
  });

  it('is named and not given up where some of the pods are there', () => {
    const warnings = [refused('ReplicaSet', 'api-5d8f')];
    const pods = [pod('api-5d8f-1', 'api-5d8f')];
    expect(
      found([
        [2, { warnings, pods }],
        [200, { warnings, pods }],
      ]).flat(),
    ).toEqual([
      expect.objectContaining({ isStuck: false }),
      expect.objectContaining({ isStuck: false }),
    ]);
  });

  it.each([
    ['another release', refused('ReplicaSet', 'web-5d8f')],
    ['a release whose name begins the same', refused('ReplicaSet', 'api-public-5d8f')],
    ['another kind of the same name', refused('DaemonSet', 'database')],
    ['another reason', { ...refused('StatefulSet', 'database'), reason: 'RecreatingFailedPod' }],
  ])('is nothing of %s', (_whose, warning) => {
    expect(found([[2, { warnings: [warning] }]])).toEqual([[]]);
  });

  it('is nothing that was there before and has not come again', () => {
    const counted = (count: number): Warning => ({ ...refused('StatefulSet', 'database'), count });
    expect(newWarnings([counted(3)], [counted(3)])).toEqual([]);
    expect(newWarnings([counted(3)], [counted(4)])).toEqual([counted(4)]);
  });
});

describe('a volume that cannot be mounted', () => {
  const warnings: readonly Warning[] = [
    {
      involvedObject: { kind: 'Pod', name: 'api-1', uid: 'api-1' },
      reason: 'FailedMount',
      message: 'configmap "settings" not found',
    },
  ];

  it('is named at once, and given up after a minute', () => {
    const snapshot = { pods: [pod('api-1', 'api-5d8f')], warnings };
    expect(
      found([
        [2, snapshot],
        [62, snapshot],
      ]),
    ).toEqual([
      [{ text: 'pod api-1: FailedMount: configmap "settings" not found', isStuck: false }],
      [expect.objectContaining({ isStuck: true })],
    ]);
  });

  it('is nothing to a pod that got ready, or is another one of that name', () => {
    const [waiting] = [pod('api-1', 'api-5d8f')];
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const other = { ...waiting, metadata: { name: 'api-1', uid: 'new' } } as Pod;
    expect(found([[2, { pods: [{ ...waiting, status } as Pod], warnings }]])).toEqual([[]]);
    expect(found([[2, { pods: [other], warnings }]])).toEqual([[]]);
  });
});

describe('a hook that has failed (helm#31690)', () => {
  it('ends the rollout after a few seconds, in which Helm may do so itself', () => {
    const jobs = [job('migrate', 'a', 'BackoffLimitExceeded')];
    expect(
      found([
        [2, { jobs }],
        [11, { jobs }],
        [12, { jobs }],
      ]),
    ).toEqual([
      [{ text: 'hook Job migrate: BackoffLimitExceeded', isStuck: false }],
      [expect.objectContaining({ isStuck: false })],
      [expect.objectContaining({ isStuck: true })],
    ]);
  });

  it('is none of the last rollout, none that still runs, and no other Job', () => {
    const failed = job('migrate', 'old', 'BackoffLimitExceeded');
    const others = [job('migrate', 'new'), job('report', 'r', 'DeadlineExceeded')];
    expect(found([[60, { jobs: [failed, ...others] }]], [failed])).toEqual([[]]);
  });
});
