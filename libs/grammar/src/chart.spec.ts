import { Chart } from './chart.ts';
import type { Json } from './json.ts';
import { Lexicon, type Classes } from './lexicon.ts';
import { Rules, type Alternatives } from './rules.ts';
import { tokenise } from './tokens.ts';

const LEXICON: Classes = {
  month: { '5': ['may'], '12': ['december', 'dec'] },
  dayname: { '0': ['today'], '-1': ['day before today'] },
};

/** What a rule reads at the beginning of a text, by the number of tokens. */
function read(text: string, rules: Alternatives, name = 'day'): Record<number, Json> {
  const lexicon = new Lexicon(LEXICON);
  const chart = new Chart(tokenise(text), lexicon, new Rules(rules, lexicon.classes));
  return Object.fromEntries(chart.read(name, 0));
}

describe('a rule', () => {
  it('takes classes, words and numbers of a range', () => {
    const rules: Alternatives = { day: [["'the int[1..31] 'of month", { d: '$2', m: '$4' }]] };
    expect(read('the 4 of May', rules)).toEqual({ 4: { d: 4, m: 5 } });
    expect(read('the 32 of May', rules)).toEqual({});
    expect(read('the 4 of', rules)).toEqual({});
  });

  it('takes a number of so many digits where its bounds have them', () => {
    const rules: Alternatives = { day: [['int[00..59]', '$1']] };
    expect(read('05', rules)).toEqual({ 1: 5 });
    expect(read('5', rules)).toEqual({});
    expect(read('00005', { day: [['int[0..9]', '$1']] })).toEqual({});
  });

  it('wants tokens that touch where it says so', () => {
    const rules: Alternatives = { day: [["int[1..31] ~'. ~int[1..12]", ['$1', '$3']]] };
    expect(read('24.12', rules)).toEqual({ 3: [24, 12] });
    expect(read('24. 12', rules)).toEqual({});
  });

  it('leaves out the value of what may be missing', () => {
    const rules: Alternatives = { day: [["month int[1..31]? 'x?", { m: '$1', d: '$2' }]] };
    expect(read('dec 24 x', rules)).toEqual({
      1: { m: 12 },
      2: { m: 12, d: 24 },
      3: { m: 12, d: 24 },
    });
  });

  it('reads phrases of several tokens, whose values are numbers where they are written in digits', () => {
    expect(read('day before today', { day: [['dayname', '$1']] })).toEqual({ 3: -1 });
    expect(read('day-before today', { day: [['dayname', '$1']] })).toEqual({});
  });

  it('has the upper alternative win where two end at a place', () => {
    const rules: Alternatives = {
      day: [
        ['one', 'upper'],
        ["'may", 'lower'],
      ],
      one: [['month', '$1']],
    };
    expect(read('may', rules)).toEqual({ 1: 'upper' });
  });

  it('is no part of itself, however far down', () => {
    const rules: Alternatives = { day: [["'in span", 1]], span: [["'a day", 1]] };
    expect(() => read('in a', rules)).toThrow(/a rule is a part of itself: day span day/);
  });

  it.each([
    ['int[1-2]', /is no item/],
    ['week', /neither a class nor a rule/],
  ])('has no item %s', (item, message) => {
    expect(() => read('x', { day: [[item, 1]] })).toThrow(message);
  });
});

describe('a chart', () => {
  it('reads nothing of a rule that the language does not have, and outside of the line', () => {
    const lexicon = new Lexicon(LEXICON);
    const rules = new Rules({ day: [['month', '$1']] }, lexicon.classes);
    const chart = new Chart(tokenise('may'), lexicon, rules);
    expect(chart.read('time', 0).size).toBe(0);
    expect(chart.read('day', 1).size).toBe(0);
    expect([chart.has(0, 'month'), chart.has(0, 'dayname'), chart.has(5, 'month')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('reads a word that can be a word of a rule and of a class as both', () => {
    const rules: Alternatives = { day: [["'may month", '$2']] };
    expect(read('may may', rules)).toEqual({ 2: 5 });
  });
});
