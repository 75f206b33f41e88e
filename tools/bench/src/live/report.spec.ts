import { isMet } from '../deployments/report.ts';
import { editTargets, figureHeadings, figureRows } from './report.ts';

const figures = (...seconds: readonly number[]) =>
  seconds.map((each) => ({ seconds: each, load: 1 }));

describe('the report of the bench of development sessions (P1)', () => {
  it('has a row of each candidate, and compares its median with that of the first', () => {
    const rows = figureRows('api', { ours: figures(2, 1, 3), theirs: figures(5, 4, 9) });
    expect(rows).toEqual([
      ['api', 'ours', '3', '2.00 s', '3.00 s', '3.00 s', '1.00', '1.0'],
      ['api', 'theirs', '3', '5.00 s', '9.00 s', '9.00 s', '2.50', '1.0'],
    ]);
    expect(rows.map((row) => row.length)).toEqual([figureHeadings.length, figureHeadings.length]);
  });

  it('judges the 95th of a hundred edits, by seconds and beside each other tool', () => {
    const api = { release: 'api', secondsAtMost: 1.5 } as const;
    const targets = editTargets(api, {
      ours: figures(1, 1, 1.6),
      slower: figures(1, 1, 2),
      quicker: figures(1, 1.5, 1.5),
    });
    expect(targets.map(({ what, atMost }) => [what, atMost])).toEqual([
      ['a saved line of api, p95 of 3', 1.5],
      ['a saved line of api, p95 of 3, against slower', 1],
      ['a saved line of api, p95 of 3, against quicker', 1],
    ]);
    expect(targets.map(isMet)).toEqual([false, true, false]);
    expect(editTargets(api, { ours: figures(1, 1.5) }).map(isMet)).toEqual([true]);
  });
});
