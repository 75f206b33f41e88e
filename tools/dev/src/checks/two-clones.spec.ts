import { refuseDifferent } from './two-clones.ts';

const here = new Map([
  ['api', 'a'.repeat(64)],
  ['web', 'b'.repeat(64)],
]);

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('images that are built again before they are published (N1)', () => {
  it('may be those that were built', () => {
    expect(() => refuseDifferent(here, new Map([...here, ['more', 'c']]))).not.toThrow();
  });

  it.each([
    ['another content', new Map([...here, ['web', 'c'.repeat(64)]]), 'cccccccccccc'],
    ['none', new Map([['api', 'a'.repeat(64)]]), 'none'],
  ])('are refused with both content ids and a command where one has %s', (_what, there, other) => {
    const compare = (): void => refuseDifferent(here, there);
    expect(compare).toThrow('IMAGE_REBUILT_OTHERWISE: web is bbbbbbbbbbbb here and ');
    expect(compare).toThrow(`${other} when built again. Do: delete the cache`);
    expect(compare).not.toThrow('api');
  });

  it('are refused where there are none', () => {
    expect(() => refuseDifferent(new Map(), new Map())).toThrow('NO_IMAGES_BUILT');
  });
});
