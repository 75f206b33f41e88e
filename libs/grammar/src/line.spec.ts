import { loadLanguage, type Language } from './languages.ts';
import { parseLine } from './line.ts';
import { findDays } from './talk.ts';
import type { WrittenContext } from './context.ts';

/** A Saturday. */
const NOW = '2026-11-28T09:30';

let english: Language;
beforeAll(async () => {
  english = await loadLanguage('en');
});
const read = (text: string, context: Partial<WrittenContext> = {}) =>
  parseLine(text, { now: NOW, ...context }, english);

// What lines mean is tested beside the API's engine, and that both are equal by equality.spec.
describe('a line', () => {
  it('has a title, a due date and time, marks, and where they are typed', () => {
    expect(read('😀 call mom tomorrow at 5pm @family p1')).toEqual({
      title: '😀 call mom',
      due: { on: '2026-11-29', at: '17:00' },
      tags: ['family'],
      priority: 'high',
      claims: [
        expect.objectContaining({ kind: 'due', start: 11, end: 19 }),
        expect.objectContaining({ kind: 'time', start: 20, end: 26 }),
        expect.objectContaining({ kind: 'tag', start: 27, end: 34 }),
        expect.objectContaining({ kind: 'priority', start: 35, end: 37 }),
      ],
    });
  });

  it('names the other readings of a claim, of which the person can choose', () => {
    const { claims, due } = read('dentist 5/12');
    expect(due).toEqual({ on: '2027-05-12' });
    expect(claims).toEqual([expect.objectContaining({ others: [{ on: '2026-12-05' }] })]);
    expect(read('dentist 5/12', { chosen: { '5 / 12': 1 } }).due).toEqual({ on: '2026-12-05' });
    expect(read('dentist 5/12', { dayFirst: true }).due).toEqual({ on: '2026-12-05' });
  });

  it('leaves alone what the person dismissed, and what nobody asks for', () => {
    expect(read('call mom tomorrow', { dismissed: [[9, 17]] })).toEqual({
      title: 'call mom tomorrow',
      claims: [],
    });
    expect(read('call mom tomorrow at 5pm', { only: ['due'] })).toMatchObject({
      title: 'call mom at 5pm',
      due: { on: '2026-11-29' },
    });
  });

  it.each(['', '  ', '\ud83d', '\ud83d\u200d\ude00 tomorrow', '\0', '\u202e\u2066'])(
    'may be anything that can be typed: %j',
    (text) => {
      expect(read(text)).toMatchObject({ claims: expect.any(Array) });
    },
  );

  it('is refused with a time that is none', () => {
    expect(() => read('x', { now: 'soon' })).toThrow(RangeError);
  });
});

it('a text about dates speaks of days that are over, too', () => {
  const found = findDays('😀 what did I finish last friday?', { now: NOW }, english);
  expect(found).toEqual([{ start: 20, end: 31, on: '2026-11-20' }]);
});
