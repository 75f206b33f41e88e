import { fold } from './folding.ts';
import { tokenise } from './tokens.ts';

const texts = (text: string): string[] => tokenise(text).map((token) => token.text);
const places = (text: string): [number, number][] =>
  tokenise(text).map(({ start, end }) => [start, end]);

describe('a fold', () => {
  it.each([
    ['MONTAG', 'montag'],
    ['ÜBER', 'uber'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['straße ﬁx', 'strasse fix'],
    ['٣ ３ 𝟛', '3 3 3'],
    ['o’clock', "o'clock"],
    ['e\u0301', 'e'],
  ])('makes of %s %s', (text, folded) => {
    expect(fold(text).letters.join('')).toBe(folded);
  });

  it('knows for each character the code point that it was, and the end', () => {
    expect(fold('a😀ﬁ\u0301x')).toEqual({
      letters: ['a', '😀', 'f', 'i', 'x'],
      places: [0, 1, 2, 2, 4, 5],
    });
  });

  it('does not make one character of two halves that it brings together', () => {
    expect(fold('\ud83d\u200d\ude00').letters).toEqual(['\ud83d', '\ude00']);
  });
});

describe('tokens', () => {
  it.each([
    ["Today's at 5 o'clock.", ["today's", 'at', '5', "o'clock", '.']],
    ['5pm24.12', ['5', 'pm', '24', '.', '12']],
    ["'quoted'", ["'", 'quoted', "'"]],
    ['a\u00a0b\u3000c\u2028d', ['a', 'b', 'c', 'd']],
    ['明日 кошка', ['明日', 'кошка']],
    ['\ud83d\ude00\ude00', ['😀', '\ude00']],
    ['', []],
    [' \t\n', []],
  ])('of %j are %j', (text, tokens) => {
    expect(texts(text)).toEqual(tokens);
  });

  it('say what they are, and which of them touch', () => {
    expect(tokenise('5pm !')).toEqual([
      { text: '5', kind: 'number', start: 0, end: 1, isGlued: false },
      { text: 'pm', kind: 'word', start: 1, end: 3, isGlued: true },
      { text: '!', kind: 'mark', start: 4, end: 5, isGlued: false },
    ]);
  });

  it('count code points, also behind characters of two units', () => {
    expect(places('😀 5 mai')).toEqual([
      [0, 1],
      [2, 3],
      [4, 7],
    ]);
  });

  it('take along what the fold leaves out beside them', () => {
    expect(places('e\u0301a b\u200d')).toEqual([
      [0, 3],
      [4, 6],
    ]);
  });
});
