import { isMet, isMissed, markdown, verdict, type PartResult, type Target } from './report.ts';

const target = (figure: number | undefined, unit: Target['unit'] = 'ratio'): Target => ({
  what: 'no-op',
  figure,
  unit,
  atMost: unit === 'count' ? 0 : 2,
});

describe('the report of a bench', () => {
  it('says of each target whether it is met, or by how much not', () => {
    expect(verdict(target(2))).toBe('met');
    expect(verdict(target(2.5))).toBe('not met, by 25 %');
    expect(verdict(target(3, 'count'))).toBe('not met, by 3');
  });

  it('never calls a figure met that could not be taken', () => {
    const unknown = target(Number.NaN);
    expect(verdict(unknown)).not.toBe('met');
    expect([isMet(unknown), isMissed(unknown)]).toEqual([false, true]);
  });

  it('names what is wanted and not measured, which is neither met nor missed', () => {
    const open = target(undefined);
    expect([isMet(open), isMissed(open)]).toEqual([false, false]);
    const part: PartResult = {
      name: 'noop',
      title: 'Nothing',
      targets: [open],
      notes: [],
      raw: {},
    };
    expect(markdown([part])).toContain('| no-op | - | 2.00 | not measured |');
  });

  it('holds the figures, the notes and the load of the machine beside each run', () => {
    const part: PartResult = {
      name: 'noop',
      title: 'Nothing to do',
      targets: [target(1.5, 's')],
      notes: ['Four releases.'],
      raw: { ours: [{ seconds: 1.5, load: 7 }] },
    };
    const text = markdown([part]);
    expect(text).toContain('| no-op | 1.50 s | 2.00 s | met |');
    expect(text).toContain('- Four releases.');
    expect(text).toContain('- ours: 1.50 (7.0)');
  });
});
