import { createStuckRolloutDetector } from './stuck-rollout.ts';
import type { ContainerStatus, Pod } from './pods.ts';

interface TestPod {
  readonly name?: string;
  readonly uid?: string;
  readonly reason?: string;
  readonly restarts?: number;
  readonly isReady?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly isEnding?: boolean;
}

function pod({ name = 'api-1', uid = name, reason, restarts = 0, ...rest }: TestPod): Pod {
  const container: ContainerStatus = {
    name: 'api',
    ready: false,
    restartCount: restarts,
    state: reason === undefined ? {} : { waiting: { reason, message: 'its own words' } },
  };
  return {
    metadata: {
      name,
      uid,
      labels: rest.labels ?? {},
      ...(rest.isEnding === true ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: rest.isReady === true ? 'True' : 'False' }],
      containerStatuses: [container],
    },
  };
}

const crashing = (restarts: number, rest: TestPod = {}): Pod =>
  pod({ reason: 'CrashLoopBackOff', restarts, ...rest });

/** What is detected at each of several polls, each so many seconds after the start. */
function detected(
  polls: readonly (readonly [number, readonly Pod[]])[],
  before: readonly Pod[] = [],
) {
  let seconds = 0;
  const detect = createStuckRolloutDetector(before, () => seconds * 1000);
  return polls.map(([at, pods]) => {
    seconds = at;
    return detect(pods);
  });
}

describe('a rollout that cannot succeed (N5, N10)', () => {
  it('is one whose container has started four times in vain', () => {
    expect(detected([[40, [crashing(3)]]])).toEqual([
      'pod api-1, container api: CrashLoopBackOff, 3 restarts (its own words)',
    ]);
  });

  it.each([
    ['has not crashed often', [crashing(2)]],
    ['starts just now, after a few crashes', [pod({ restarts: 5 })]],
    ['is ready although a container crashed', [crashing(9, { isReady: true })]],
    ['is being deleted', [crashing(9, { isEnding: true })]],
    ['belongs to a Job', [crashing(9, { labels: { 'batch.kubernetes.io/job-name': 'x' } })]],
    ['may wait for another that starts', [crashing(9), pod({ name: 'db-0' })]],
  ])('is none whose pod %s', (_what, pods) => {
    expect(
      detected([
        [0, pods],
        [299, pods],
      ]),
    ).toEqual([undefined, undefined]);
  });

  it('is one whose pod crashes although all others are ready', () => {
    expect(detected([[0, [crashing(3), pod({ name: 'db-0', isReady: true })]]])[0]).toContain(
      'api-1',
    );
  });

  it('counts only the crashes since it began', () => {
    const before = [crashing(40)];
    expect(detected([[0, [crashing(42)]]], before)).toEqual([undefined]);
    expect(detected([[0, [crashing(43)]]], before)[0]).toContain('43 restarts');
  });

  it('takes a pod that replaces one of the same name for a new one', () => {
    const before = [crashing(40, { name: 'db-0', uid: 'old' })];
    const replaced = crashing(3, { name: 'db-0', uid: 'new' });
    expect(detected([[0, [replaced]]], before)[0]).toContain('pod db-0');
  });

  it.each([
    ['ErrImageNeverPull', 10],
    ['InvalidImageName', 10],
    ['ImagePullBackOff', 30],
    ['CreateContainerConfigError', 30],
    ['RunContainerError', 30],
    ['CreateContainerError', 60],
  ])('is one whose container has had %s for %d seconds (containerd#10843)', (reason, patience) => {
    const pods = [pod({ reason })];
    const [first, early, late] = detected([
      [0, pods],
      [patience - 1, pods],
      [patience, pods],
    ]);
    expect([first, early]).toEqual([undefined, undefined]);
    expect(late).toBe(`pod api-1, container api: ${reason} (its own words)`);
  });

  it('is one whose pod has fitted on no node for two minutes, with what the scheduler says', () => {
    const unfit = (uid: string, reason = 'Unschedulable'): Pod => ({
      metadata: { name: 'api-1', uid },
      status: {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason, message: '0/1 nodes: Insufficient cpu' },
        ],
      },
    });
    const polls = (pods: readonly Pod[]) =>
      [
        [0, pods],
        [119, pods],
        [120, pods],
      ] as const;
    expect(detected(polls([unfit('new')]), [unfit('old')])).toEqual([
      undefined,
      undefined,
      'pod api-1: Unschedulable for 120 s (0/1 nodes: Insufficient cpu)',
    ]);
    expect(detected(polls([unfit('old')]), [unfit('old')]).at(-1)).toBeUndefined();
    expect(detected(polls([unfit('new', 'SchedulingGated')])).at(-1)).toBeUndefined();
  });

  it('counts the two reasons of a failing pull as one state', () => {
    const [, late] = detected([
      [0, [pod({ reason: 'ErrImagePull' })]],
      [30, [pod({ reason: 'ImagePullBackOff' })]],
    ]);
    expect(late).toContain('ImagePullBackOff');
  });

  it('forgives what mended itself', () => {
    const polls = detected([
      [0, [pod({ reason: 'CreateContainerConfigError' })]],
      [20, [pod({ reason: 'ContainerCreating' })]],
      [40, [pod({ reason: 'CreateContainerConfigError' })]],
    ]);
    expect(polls).toEqual([undefined, undefined, undefined]);
  });

  it('is none because of a pod from before, which it may be about to replace', () => {
    const old = [pod({ reason: 'ImagePullBackOff' })];
    expect(
      detected(
        [
          [0, old],
          [299, old],
        ],
        old,
      ),
    ).toEqual([undefined, undefined]);
  });
});
