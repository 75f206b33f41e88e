import { figureHeadings, figureRows } from './report.ts';

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
});
