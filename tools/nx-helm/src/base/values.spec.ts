import { mergePlainObjects, nestedValues } from './plain-object.ts';

describe('values', () => {
  it('merge mappings key by key and replace lists as a whole, the later winning', () => {
    const merged = mergePlainObjects(
      { a: { b: 1, c: 2 }, list: [1, 2] },
      { a: { c: 3 }, list: [4] },
      { a: { d: null } },
    );
    expect(merged).toEqual({ a: { b: 1, c: 3, d: null }, list: [4] });
  });

  it('nest by a dotted key', () => {
    expect(nestedValues('postgres.image', { tag: 'x' })).toEqual({
      postgres: { image: { tag: 'x' } },
    });
  });
});
