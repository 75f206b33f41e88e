import type { Trial } from './outcome.ts';
import { isInTime, isWhole, line, table } from './report.ts';

const trial = (milliseconds: number, ...faults: readonly string[]): Trial => ({
  case: { victim: 'api', point: 'the turn begins', number: 1 },
  faults,
  milliseconds,
});

describe('the report of a kill matrix', () => {
  it('tells what came of a case', () => {
    expect(line(trial(3_210))).toBe('api: the turn begins (1): whole, 3.21 s');
    expect(line(trial(Number.NaN, 'no answer'))).toBe('api: the turn begins (1): no answer, - s');
  });

  it('takes a case for met only in time, and an answer that never came for late', () => {
    expect(isInTime(trial(5_000))).toBe(true);
    expect(isInTime(trial(5_001))).toBe(false);
    expect(isInTime(trial(Number.NaN))).toBe(false);
    expect(isWhole(trial(0, 'a fault'))).toBe(false);
  });

  it('has a row for each victim, with what came without an answer counted and not timed', () => {
    const trials = [trial(3_000), trial(6_000), trial(1_000), trial(Number.NaN, 'no answer')];
    expect(table(trials).split('\n').slice(2)).toEqual([
      '| the pod of the API that makes the answer | 4 | 3 | 3.00 | 6.00 | 2 |',
    ]);
  });
});
