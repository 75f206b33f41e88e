import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import type { Preview } from './namespace.ts';
import {
  claimNamespace,
  deleteNamespace,
  findPreview,
  isPast,
  listPreviews,
  makeNamespace,
} from './namespace.ts';

interface Stored {
  metadata: {
    name: string;
    uid?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** Namespaces, with the API server's rules for making and deleting them. */
function createCluster(...present: readonly Stored[]) {
  const all = new Map(present.map((each) => [each.metadata.name, each]));
  const answer = (args: readonly string[], input = ''): string => {
    const [verb, what, name = ''] = args;
    if (verb === 'create' || verb === 'apply') {
      const given = JSON.parse(input) as Stored;
      const before = all.get(given.metadata.name);
      if (verb === 'create' && before !== undefined) throw new Error('(AlreadyExists)');
      const uid = before?.metadata.uid ?? 'first';
      all.set(given.metadata.name, { metadata: { ...given.metadata, uid } });
      return '';
    }
    if (verb === 'delete') {
      const found = name.split('/').at(-1) ?? '';
      const { preconditions } = JSON.parse(input) as { preconditions: { uid: string } };
      if (all.get(found)?.metadata.uid !== preconditions.uid) throw new Error('(Conflict)');
      all.delete(found);
      return '';
    }
    if (verb === 'get' && what === 'namespaces')
      return JSON.stringify({ items: [...all.values()] });
    if (verb === 'get') return all.has(name) ? JSON.stringify(all.get(name)) : '';
    return '';
  };
  const kubectl: Kubectl = {
    namespace: 'shop',
    try: (args, options) => {
      try {
        const stdout = answer(args, options?.input);
        return Promise.resolve({ exitCode: 0, stdout, stderr: '' });
      } catch (error) {
        return Promise.resolve({ exitCode: 1, stdout: '', stderr: String(error) });
      }
    },
    read: async (args, options) => {
      const { exitCode, stdout, stderr } = await kubectl.try(args, options);
      if (exitCode === 0) return stdout;
      throw new UserError('NXHELM_KUBECTL_FAILED', stderr, 'none');
    },
  };
  return { kubectl, all };
}

const wanted: Preview = {
  ...{ namespace: 'shop-pr-7', pr: 7, base: 'shop', environment: 'test', cluster: 'uid' },
  ...{ owner: 'ann on laptop', commit: 'abc1234' },
  ...{ created: '2026-01-02T00:00:00.000Z', expires: '2026-01-05T00:00:00.000Z' },
};
const later: Preview = {
  ...wanted,
  ...{ created: '2026-01-03T00:00:00.000Z', expires: '2026-01-06T00:00:00.000Z', commit: 'fff' },
};
const shop: Stored = {
  metadata: {
    name: 'shop',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted', team: 'a' },
  },
};

describe('the namespace of a preview (C3)', () => {
  it('says whose it is and until when, and has the base’s rules for pods', async () => {
    const { kubectl, all } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    expect(all.get('shop-pr-7')?.metadata.labels).toEqual({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'nx-helm/preview': '7',
      'nx-helm/preview-of': 'shop',
    });
    const [found] = await listPreviews(kubectl, wanted);
    expect(found).toEqual(wanted);
  });

  it('is gone on with by the next run, which makes it last longer', async () => {
    const { kubectl } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    const { created } = wanted;
    expect(await claimNamespace(kubectl, later, 'infra')).toEqual({ ...later, created });
    expect(await listPreviews(kubectl, wanted)).toEqual([{ ...later, created }]);
  });

  it('says nothing else as long as another run may be deploying into it', async () => {
    const { kubectl } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    await makeNamespace(kubectl, later, 'infra');
    expect(await listPreviews(kubectl, wanted)).toEqual([wanted]);
  });

  it('has the name of its base and its number', async () => {
    const copy = { ...wanted, namespace: 'mine' };
    const { kubectl } = createCluster(shop);
    await makeNamespace(kubectl, copy, 'infra').catch(() => undefined);
    expect(await listPreviews(kubectl, wanted)).toEqual([]);
    await expect(findPreview(kubectl, copy, 'infra')).rejects.toThrow(/no preview is called so/);
  });

  const own = {
    labels: { 'nx-helm/preview': '7', 'nx-helm/preview-of': 'shop' },
    annotations: { 'nx-helm/cluster': 'uid' },
  };
  it.each<[string, object, RegExp]>([
    ['nobody made as a preview', {}, /no preview made it/],
    ['has the labels alone', { labels: own.labels }, /no preview made it/],
    [
      'is of another pull request',
      { ...own, labels: { ...own.labels, 'nx-helm/preview': '8' } },
      /it is pull request 8 of shop/,
    ],
    [
      'is of another base',
      { ...own, labels: { ...own.labels, 'nx-helm/preview-of': 'other' } },
      /it is pull request 7 of other/,
    ],
    [
      'was made in another cluster',
      { ...own, annotations: { 'nx-helm/cluster': 'before' } },
      /in the cluster before/,
    ],
  ])('is neither changed nor removed where it %s', async (_what, metadata, message) => {
    const foreign = { metadata: { name: 'shop-pr-7', ...metadata } };
    const { kubectl, all } = createCluster(shop, foreign);
    await expect(makeNamespace(kubectl, wanted, 'infra')).rejects.toThrow(message);
    await expect(claimNamespace(kubectl, wanted, 'infra')).rejects.toThrow(message);
    await expect(findPreview(kubectl, wanted, 'infra')).rejects.toThrow(/NXHELM_PREVIEW_FOREIGN/);
    expect(all.get('shop-pr-7')).toBe(foreign);
  });

  it('is not begun in while it is being removed', async () => {
    const { kubectl, all } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    const { metadata } = all.get('shop-pr-7') ?? shop;
    all.set('shop-pr-7', { metadata: { ...metadata, deletionTimestamp: 'now' } });
    await expect(claimNamespace(kubectl, wanted, 'infra')).rejects.toThrow(/NXHELM_PREVIEW_BUSY/);
  });

  it('is deleted as it was looked at, and not one that has come to be called so', async () => {
    const { kubectl, all } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    await expect(
      deleteNamespace(kubectl, { namespace: 'shop-pr-7', uid: 'before' }),
    ).rejects.toThrow(/Conflict/);
    expect(all.has('shop-pr-7')).toBe(true);
    await deleteNamespace(kubectl, { namespace: 'shop-pr-7', uid: 'first' });
    expect(all.has('shop-pr-7')).toBe(false);
  });

  it('is past when its time is over, and never where that cannot be read', () => {
    expect(isPast(wanted, new Date('2026-01-05T00:00:00.001Z'))).toBe(true);
    expect(isPast(wanted, new Date('2026-01-04T23:59:59.999Z'))).toBe(false);
    expect(isPast({ ...wanted, expires: 'soon' }, new Date('2999-01-01'))).toBe(false);
  });

  it('is listed for its base and cluster alone', async () => {
    const { kubectl } = createCluster(shop);
    await makeNamespace(kubectl, wanted, 'infra');
    expect(await listPreviews(kubectl, { base: 'other', cluster: 'uid' })).toEqual([]);
    expect(await listPreviews(kubectl, { base: 'shop', cluster: 'another' })).toEqual([]);
  });
});
