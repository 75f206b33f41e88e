import { parseClusterState } from './cluster-state.ts';

const secret = (labels: Readonly<Record<string, string>>): string =>
  `Secret\tsh.helm.release.v1.x\t${JSON.stringify(labels)}\t`;

describe('the state of a cluster', () => {
  it('orders the revisions of a release by number, not by name', () => {
    const rows = [10, 9, 2]
      .map((version) =>
        secret({ owner: 'helm', name: 'api', version: String(version), status: 'superseded' }),
      )
      .join('\n');
    const revisions = parseClusterState(rows).releases.get('api');
    expect(revisions?.map(({ revision }) => revision)).toEqual([2, 9, 10]);
  });

  it('takes no other Secret for a release', () => {
    const rows = [secret({ name: 'api' }), 'Secret\tdatabase\t\t'].join('\n');
    expect(parseClusterState(rows).releases.size).toBe(0);
  });

  it('counts a workload without available pods as zero', () => {
    const rows = 'Deployment\tapi\t{"a":"b"}\t2\nStatefulSet\tpostgres\t\t\n';
    expect([...parseClusterState(rows).availablePods]).toEqual([
      ['Deployment/api', 2],
      ['StatefulSet/postgres', 0],
    ]);
  });
});
