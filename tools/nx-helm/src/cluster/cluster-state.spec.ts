import { availablePods, parseReleases } from './cluster-state.ts';

describe('the state of a cluster', () => {
  it('orders the revisions of a release by number, not by name', () => {
    const rows = [10, 9, 2]
      .map((version) =>
        JSON.stringify({ name: 'api', version: String(version), status: 'superseded' }),
      )
      .join('\n');
    const revisions = parseReleases(`${rows}\n`).get('api');
    expect(revisions?.map(({ revision }) => revision)).toEqual([2, 9, 10]);
  });

  it('takes a Secret that names no release for none', () => {
    expect(parseReleases('{"owner":"helm"}\n').size).toBe(0);
  });

  it('counts a workload without available pods as zero', () => {
    const workload = (kind: string, name: string, status: Record<string, unknown>) => ({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name },
      status,
    });
    const objects = [
      workload('Deployment', 'api', { availableReplicas: 2 }),
      workload('StatefulSet', 'postgres', {}),
    ];
    expect([...availablePods({ releases: new Map(), objects })]).toEqual([
      ['Deployment/api', 2],
      ['StatefulSet/postgres', 0],
    ]);
  });
});
