import { describeFailures, failuresAtMost } from './bound.ts';

describe('what requests without a failure show', () => {
  it.each([
    [30_000, 0, 0.0001],
    [300, 0, 0.01],
    [30_000, 1, undefined],
    [0, 0, undefined],
  ])('is by the rule of three, of %i with %i failed: %s', (requests, failed, bound) => {
    expect(failuresAtMost(requests, failed)).toBe(bound);
  });

  it('is said with the count', () => {
    expect(describeFailures(30_000, 0)).toBe('0 of 30000 requests failed: at most 0.010 % (95 %)');
    expect(describeFailures(30_000, 2)).toBe('2 of 30000 requests failed');
  });
});
