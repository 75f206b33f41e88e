import { costOf, median, spreadOf, type Round } from './cost.ts';

const round = (measured: number, bare: number): Round => ({
  measured: { perSecond: 1, milliseconds: measured },
  bare: { perSecond: 1, milliseconds: bare },
});

describe('the cost of metrics (K9)', () => {
  it('is the middle of what rounds say, whatever one of them says', () => {
    expect(costOf([round(2, 1.96), round(4, 3.92), round(9, 1)])).toBeCloseTo(0.02);
  });

  it('is below zero where the measured stack needed less', () => {
    expect(costOf([round(1, 1.1)])).toBeCloseTo(-0.1);
  });

  it('comes with the range in which half of the rounds are', () => {
    const rounds = [1, 2, 3, 4, 5, 6, 7, 8].map((cost) => round(100, 100 - cost));
    expect(spreadOf(rounds).map((share) => Math.round(share * 100))).toEqual([3, 6]);
  });

  it.each([
    [[1, 2, 3], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('the median of %j is %s', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('is nothing without rounds', () => {
    expect(() => costOf([])).toThrow('nothing was measured');
  });
});
