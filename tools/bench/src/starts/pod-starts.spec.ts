import { startedPodsSchema, startsOf } from './pod-starts.ts';

type Json = Record<string, unknown>;

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();

/** As kubectl prints a pod that was made at second 0. */
function pod(name: string, started: number, ready: number, more: Json = {}): Json {
  return {
    metadata: { name, creationTimestamp: at(0), labels: {}, ...(more['metadata'] as Json) },
    status: {
      containerStatuses: [{ restartCount: 0, state: { running: { startedAt: at(started) } } }],
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(ready) }],
      ...(more['status'] as Json),
    },
  };
}

const starts = (...items: Json[]) => startsOf(startedPodsSchema.parse({ items }).items);

describe('what a pod takes to start (P1)', () => {
  it('is from made to running, and from there to ready, the slowest first', () => {
    expect(starts(pod('web-1', 2, 5), pod('api-1', 4, 10))).toEqual([
      { pod: 'api-1', running: 4, ready: 6 },
      { pod: 'web-1', running: 2, ready: 3 },
    ]);
  });

  it('counts until the last of several containers runs', () => {
    const states = [3, 7].map((second) => ({
      restartCount: 0,
      state: { running: { startedAt: at(second) } },
    }));
    const several = pod('api-1', 0, 9, { status: { containerStatuses: states } });
    expect(starts(several)).toEqual([{ pod: 'api-1', running: 7, ready: 2 }]);
  });

  const container = (state: Json, restartCount = 0) => ({
    status: { containerStatuses: [{ restartCount, state }] },
  });
  const notReady = [{ type: 'Ready', status: 'False', lastTransitionTime: at(5) }];
  it.each<[string, Json]>([
    ['waits', container({ waiting: { reason: 'ImagePullBackOff' } })],
    ['started again since', container({ running: { startedAt: at(90) } }, 1)],
    ['is not ready', { status: { conditions: notReady } }],
    ['is of a Job', { metadata: { labels: { 'batch.kubernetes.io/job-name': 'migrate' } } }],
  ])('is not told of a pod that %s', (_what, more) => {
    expect(starts(pod('web-1', 2, 5, more))).toEqual([]);
  });
});
