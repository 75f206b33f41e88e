import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { ownAutomaticRollback } from './upgrade.ts';

type Labels = Readonly<Record<string, string>>;

const good: Labels = { fingerprint: 'one', revision: '3', reason: 'rollback', left: 'two' };

function revision(number: number, status: string, labels: Labels): ReleaseRevision {
  return { revision: number, status, labels };
}

/** What is written into the cluster after revision 4 has failed. */
async function writes(revisions: readonly ReleaseRevision[]): Promise<string[]> {
  const written: string[] = [];
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args) => {
      written.push(args.join(' '));
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
    },
    read: () => Promise.resolve(''),
  };
  const place = { kubectl, release: 'web', failedRevision: 4 };
  await ownAutomaticRollback(place, new Map([['web', revisions]]));
  return written;
}

const failed = revision(4, 'failed', { fingerprint: 'three', revision: '4' });

describe('the rollback that Helm makes by itself', () => {
  it('is this plugin’s where it copies a revision of this plugin’s, and says nothing else anew', async () => {
    const revisions = [revision(3, 'superseded', good), failed, revision(5, 'deployed', good)];
    expect(await writes(revisions)).toEqual([
      'label secret sh.helm.release.v1.web.v5 --overwrite revision=5',
    ]);
  });

  it('is of the installation that it is in, also where what it copies does not say which (K6)', async () => {
    const now = { ...failed, labels: { ...failed.labels, life: '7' } };
    const revisions = [revision(3, 'superseded', good), now, revision(5, 'deployed', good)];
    expect(await writes(revisions)).toEqual([
      'label secret sh.helm.release.v1.web.v5 --overwrite revision=5 life=7',
    ]);
  });

  it.each<[string, readonly ReleaseRevision[]]>([
    [
      'where it went back to what others made',
      [
        revision(3, 'superseded', { ...good, revision: '2' }),
        failed,
        revision(5, 'deployed', { ...good, revision: '2' }),
      ],
    ],
    [
      'where somebody else has upgraded since',
      [
        revision(3, 'superseded', good),
        failed,
        revision(5, 'superseded', good),
        revision(6, 'deployed', good),
      ],
    ],
    [
      'where the release was uninstalled since',
      [revision(3, 'superseded', good), failed, revision(5, 'uninstalled', good)],
    ],
    ['where it failed too', [revision(3, 'superseded', good), failed, revision(5, 'failed', good)]],
    ['where it has not been made', [revision(3, 'deployed', good), failed]],
  ])('is left alone %s', async (_what, revisions) => {
    expect(await writes(revisions)).toEqual([]);
  });
});
