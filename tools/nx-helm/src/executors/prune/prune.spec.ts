import { gzipSync } from 'node:zlib';
import { planPrune, pruneImages, usesOfReleases } from './executor.ts';
import { testLoader } from '../../testing/test-loader.ts';
import type { StoredRevision } from '../../release/stored-release.ts';
import { parseStoredReleases } from '../../release/stored-release.ts';

const api = (digit: string): string => `docker.io/acme/api:c-${digit.repeat(12)}`;

function revision(number: number, status: string, manifest: string): StoredRevision {
  return { namespace: 'shop', release: 'api', revision: number, status, manifest };
}

function actions(references: readonly string[], revisions: readonly StoredRevision[]) {
  const images = references.map((reference) => ({ reference, sizeBytes: 1 }));
  const rows = planPrune(images, ['acme'], usesOfReleases(revisions));
  return Object.fromEntries(
    rows.map(({ reference, action, reason }) => [reference, `${action}: ${reason}`]),
  );
}

describe('images that are pruned (N7)', () => {
  it('are those that neither a current revision nor a rollback target names', () => {
    const found = actions(
      [api('1'), api('2'), api('3'), api('4')],
      [
        revision(1, 'superseded', `image: ${api('1')}`),
        revision(2, 'failed', `image: ${api('2')}`),
        revision(3, 'deployed', `image: acme/api:c-${'3'.repeat(12)}`),
      ],
    );
    expect(found).toEqual({
      [api('1')]: 'keep: rollback target of shop/api, revision 1',
      [api('2')]: 'remove: nothing uses it',
      [api('3')]: 'keep: current revision of shop/api, revision 3',
      [api('4')]: 'remove: nothing uses it',
    });
  });

  it.each(['failed', 'pending-upgrade', 'uninstalled'])(
    'are never those of the latest revision, even if it is %s',
    (status) => {
      const found = actions([api('1')], [revision(2, status, api('1'))]);
      expect(found[api('1')]).toMatch(/^keep/);
    },
  );

  it('keep what is deployed while a newer revision has failed', () => {
    const revisions = [revision(1, 'deployed', api('1')), revision(2, 'failed', api('2'))];
    expect(Object.values(actions([api('1'), api('2')], revisions))).toEqual([
      expect.stringMatching(/^keep: current/),
      expect.stringMatching(/^keep: current/),
    ]);
  });

  it.each([
    'docker.io/other/api:c-111111111111',
    'docker.io/acme/api:v1',
    'docker.io/acme/api:c-latest',
    'docker.io/acme/api/part:c-111111111111',
    'quay.io/acme/api:c-111111111111',
    'sha256:1111',
  ])('are never anybody else’s, such as %s', (reference) => {
    expect(actions([reference], [])).toEqual({});
  });

  it('are asked for before their uses, and left alone in a dry run', async () => {
    const { loader } = testLoader([api('1'), api('2')]);
    const request = { loader, imagePrefixes: ['acme'], isDryRun: true };
    const order: string[] = [];
    const watched = { ...loader, list: () => (order.push('images'), loader.list()) };
    const readUses = () => (order.push('uses'), Promise.resolve([{ user: 'x', text: api('1') }]));
    const dry = await pruneImages({ ...request, loader: watched, readUses });
    expect(order).toEqual(['images', 'uses']);
    expect(dry.rows.map(({ action }) => action)).toEqual(['keep', 'remove']);
    expect((await loader.references()).size).toBe(2);
  });

  it('go, and what that freed is measured', async () => {
    const { loader } = testLoader([api('1'), api('2')]);
    const readUses = () => Promise.resolve([{ user: 'x', text: api('1') }]);
    const result = await pruneImages({
      loader,
      imagePrefixes: ['acme'],
      readUses,
      isDryRun: false,
    });
    expect(result).toMatchObject({ freedBytes: 1, isMeasured: true });
    expect([...(await loader.references())]).toEqual([api('1')]);
  });

  it('are an error when they do not go', async () => {
    const { loader } = testLoader([api('1')]);
    const stubborn = { ...loader, remove: () => Promise.resolve() };
    const readUses = () => Promise.resolve([]);
    const request = { loader: stubborn, imagePrefixes: ['acme'], readUses, isDryRun: false };
    await expect(pruneImages(request)).rejects.toThrow('NXHELM_PRUNE_INCOMPLETE');
  });

  it('stay when it cannot be found out who uses them', async () => {
    const { loader } = testLoader([api('1')]);
    const readUses = () => Promise.reject(new Error('forbidden'));
    const work = pruneImages({ loader, imagePrefixes: ['acme'], readUses, isDryRun: false });
    await expect(work).rejects.toThrow('forbidden');
    expect((await loader.references()).size).toBe(1);
  });
});

describe('Helm’s own records (N7)', () => {
  const release = { manifest: 'image: one', hooks: [{ manifest: 'image: two' }] };
  const encoded = gzipSync(JSON.stringify(release)).toString('base64');
  const labels = { name: 'api', version: '3', status: 'superseded', owner: 'helm' };
  const metadata = { name: 'sh.helm.release.v1.api.v3', namespace: 'shop', labels };

  it.each([
    ['Secret', Buffer.from(encoded).toString('base64')],
    ['ConfigMap', encoded],
  ])('are read from a %s with their hooks', (kind, stored) => {
    const items = [{ kind, metadata, data: { release: stored } }];
    expect(parseStoredReleases(JSON.stringify({ items }))).toEqual([
      {
        namespace: 'shop',
        release: 'api',
        revision: 3,
        status: 'superseded',
        manifest: 'image: one\nimage: two',
      },
    ]);
  });

  it('that cannot be read are an error, since they may use any image', () => {
    const items = [{ kind: 'Secret', metadata, data: { release: 'AAAA' } }];
    expect(() => parseStoredReleases(JSON.stringify({ items }))).toThrow(
      'NXHELM_RELEASE_UNREADABLE',
    );
  });
});
