import type { Kubectl } from './connect.ts';
import { availablePods, parseReleases, readClusterState } from './cluster-state.ts';

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

  it('has a revision that Helm made while the objects were read (N6)', async () => {
    let statuses = ['deployed'];
    const row = (status: string, index: number): string =>
      JSON.stringify({ name: 'api', version: String(index + 1), status });
    const kubectl = {
      namespace: 'shop',
      read: () => Promise.resolve(statuses.map(row).join('\n')),
      try: async () => {
        await Promise.resolve();
        // Helm heals what was changed by hand, so that nothing differs any more from revision 1.
        statuses = ['deployed', 'pending-upgrade'];
        return { exitCode: 0, stdout: '{"items":[]}', stderr: '' };
      },
    } as unknown as Kubectl;
    const { releases } = await readClusterState(kubectl);
    expect(releases.get('api')?.at(-1)?.status).toBe('pending-upgrade');
  });
});
