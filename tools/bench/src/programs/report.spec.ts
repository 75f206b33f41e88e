import { buildTable, downloadTable, type BuildRow } from './report.ts';

const row = (plan: string, processorSeconds: number, round: number): BuildRow => ({
  module: 'kubernetes',
  plan,
  round,
  seconds: 60,
  processorSeconds,
  peakMegabytes: 1000 + round,
  compiled: 3000,
  compileSeconds: 90,
  linked: 11,
  linkSeconds: 9,
});

describe('the table of builds (N8)', () => {
  it('has medians, and the processor time as a part of the first plan’s', () => {
    const rows = [
      row('as-built', 100, 0),
      row('gogc-400', 80, 0),
      row('gogc-400', 70, 1),
      row('as-built', 102, 1),
    ];
    const lines = buildTable(rows)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(lines[1]).toEqual([
      'kubernetes',
      'as-built',
      '3000',
      '90.0 s',
      '9.0 s',
      '101.0 s',
      '1.00',
      '60.0 s',
      '1001 MB',
    ]);
    expect(lines[2]?.slice(5, 7)).toEqual(['75.0 s', '0.74']);
    expect(lines).toHaveLength(3);
  });

  it('has what each folder’s modules took to come', () => {
    const text = downloadTable([
      { module: 'pause', seconds: 1.26, processorSeconds: 0.5, peakMegabytes: 20 },
    ]);
    expect(text.split('\n')[1]?.split(/ {2,}/)).toEqual(['pause', '1.3 s', '0.5 s', '20 MB']);
  });
});
