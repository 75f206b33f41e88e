import { describeOverduePods } from './pods.ts';

const now = new Date('2026-01-01T01:00:00Z');
const pod = (deletionTimestamp?: string) => ({
  metadata: { name: 'web-1', ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) },
});

describe('a pod that hangs in Terminating', () => {
  it('is named with how long it should be gone', () => {
    expect(describeOverduePods([pod('2026-01-01T00:18:00Z')], now)).toEqual([
      'pod web-1 should have terminated 42 min ago, and its node does not finish it',
    ]);
  });

  it.each([[undefined], ['2026-01-01T01:00:30Z'], ['2026-01-01T00:59:10Z']])(
    'is none while it runs or may still end: %s',
    (time) => {
      expect(describeOverduePods([pod(time)], now)).toEqual([]);
    },
  );
});
