import * as fc from 'fast-check';

import {
  asOneLine,
  charactersIn,
  linesIn,
  titleCharactersMax,
  withRestInNotes,
} from './title-text.ts';

const characters = (length: number) =>
  fc.string({ unit: fc.constantFrom('a', 'ß', '🥛', ' ', 'ي'), minLength: 1, maxLength: length });

describe('a title that is too long', () => {
  it('loses no word to its notes, and is one that the API takes', () => {
    fc.assert(
      fc.property(characters(3000), (text) => {
        const line = asOneLine(text);
        const { title, notes = '' } = withRestInNotes({ title: line });
        expect(charactersIn(title)).toBeLessThanOrEqual(titleCharactersMax);
        expect(`${title} ${notes}`.replace(/\s/gu, '')).toBe(line.replace(/\s/gu, ''));
      }),
    );
  });

  it('is cut between words where there are any, and between characters where there are none', () => {
    expect(withRestInNotes({ title: `${'word '.repeat(204)}last one` })).toEqual({
      title: `${'word '.repeat(204)}last`,
      notes: 'one',
    });
    expect(withRestInNotes({ title: '🥛'.repeat(1025) })).toEqual({
      title: '🥛'.repeat(1024),
      notes: '🥛',
    });
  });

  it('goes before the notes that there are', () => {
    expect(withRestInNotes({ title: 'x'.repeat(1025), notes: 'two litres' }).notes).toBe(
      'x\n\ntwo litres',
    );
  });

  it('stays as it is when it fits', () => {
    const task = { title: '🥛'.repeat(1024), dueOn: '2099-01-01' };
    expect(withRestInNotes(task)).toBe(task);
  });
});

describe('the lines of a pasted text', () => {
  it.each([
    ['one\ntwo\r\nthree', ['one', 'two', 'three']],
    [
      'one\rtwo\u2028three\u2029four\u0085five\vsix',
      ['one', 'two', 'three', 'four', 'five', 'six'],
    ],
    ['- one\n* two\n• three\n+ four', ['one', 'two', 'three', 'four']],
    ['1. one\n2) two\n- [ ] three\n[x] four', ['one', 'two', 'three', 'four']],
    ['one\n\n  \n-  \n', ['one']],
    ['-5 degrees\n2026 plan\n3.5 litres', ['-5 degrees', '2026 plan', '3.5 litres']],
  ])('%j', (text, lines) => {
    expect(linesIn(text)).toEqual(lines);
  });

  it('are one line where only one is asked for', () => {
    expect(asOneLine(' one\ntwo\u2028three ')).toBe('one two three');
  });
});
