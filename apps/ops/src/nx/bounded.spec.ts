import { bounded } from './bounded.ts';

describe('an answer of Nx (O1)', () => {
  it('is whole where it is short', () => {
    const answer = { releases: [{ release: 'api', restarts: ['Deployment/api'], kept: null }] };
    expect(bounded(answer)).toEqual(answer);
  });

  it('says how much of a long list or text is left out', () => {
    const { list, text } = bounded({
      list: Array.from({ length: 100 }, (_, index) => index),
      text: 'x'.repeat(5000),
    }) as { list: unknown[]; text: string };
    expect(list).toHaveLength(61);
    expect(list.at(-1)).toBe('and 40 more');
    expect(text).toMatch(/^x{4000}\n\[1000 more characters\]$/);
  });
});
