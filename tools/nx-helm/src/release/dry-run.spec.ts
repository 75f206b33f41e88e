import { releaseDiffText } from './dry-run.ts';

const diff = { release: 'shop', revision: 2, isDifferent: true, restarts: [] } as const;
const label = {
  ...{ id: 'Service/shop', kind: 'Service', name: 'shop', change: 'changed' as const },
  lines: ['-    chart: shop-0.1.0'],
} as const;

describe('the answer of helm-diff for people', () => {
  it('says that the objects stay where the API server was asked what an apply does', () => {
    expect(releaseDiffText({ ...diff, objects: [], live: [] })).toBe(
      'shop: a deploy would apply the same as revision 2\n\nshop: an apply would leave the objects in the cluster as they are',
    );
  });

  it('says what Helm takes away besides where the API server does not merge', () => {
    const text = releaseDiffText({ ...diff, objects: [label], live: [], isMergedByHelm: true });
    expect(text).toMatch(
      /shop: Helm merges it without the API server, and takes away besides what only revision 2 has$/,
    );
  });
});
