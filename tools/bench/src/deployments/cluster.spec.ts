import { firstReady, newSince, type Listed } from './cluster.ts';

const pod = (uid: string, status: string, lastTransitionTime: string): Listed => ({
  metadata: { name: uid, uid, labels: {} },
  status: { conditions: [{ type: 'Ready', status, lastTransitionTime }] },
});

describe('what a bench reads of the cluster', () => {
  it('counts revisions and pods that were not there before', () => {
    const before = { revisions: new Set(['a']), pods: new Set(['p', 'q']) };
    const after = { revisions: new Set(['a', 'b']), pods: new Set(['q', 'r', 's']) };
    expect(newSince(before, after)).toEqual({ revisions: 1, pods: 2 });
  });

  it('takes the first new pod that is ready, and no old one', () => {
    const pods = [
      pod('old', 'True', '2026-01-01T00:00:01Z'),
      pod('new', 'True', '2026-01-01T00:00:09Z'),
      pod('newer', 'True', '2026-01-01T00:00:12Z'),
      pod('unready', 'False', '2026-01-01T00:00:05Z'),
    ];
    expect(firstReady(pods, new Set(['old']))).toBe(Date.parse('2026-01-01T00:00:09Z'));
  });

  it('has no answer while no new pod is ready', () => {
    expect(firstReady([pod('new', 'False', '2026-01-01T00:00:05Z')], new Set())).toBeUndefined();
  });
});
