import { alternate, median, type Figure } from './figures.ts';

describe('the figures of a bench', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])('have the median of %j in %d', (figures, expected) => {
    expect(median(figures)).toBe(expected);
  });

  it('are taken in turn, so that a busy moment meets every candidate', async () => {
    const order: string[] = [];
    const candidate = (name: string) => (round: number) => {
      order.push(`${name} ${round}`);
      const figure: Figure = { seconds: round, load: 0 };
      return Promise.resolve(figure);
    };
    const figures = await alternate(
      2,
      { ours: candidate('ours'), theirs: candidate('theirs') },
      () => undefined,
    );
    expect(order).toEqual(['ours 0', 'theirs 0', 'ours 1', 'theirs 1']);
    expect(figures.ours.map(({ seconds }) => seconds)).toEqual([0, 1]);
  });
});
