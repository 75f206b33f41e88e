/** Lines that a seed decides: of phrases, connectives, figures, punctuation, all of Unicode, and mixtures. */
import type { WrittenContext } from '../src/context.ts';
import type { GrammarData } from '../src/data-files.ts';
import { tokenise } from '../src/tokens.ts';
import type { Asked } from './asked.ts';
import { Phrases } from './phrases.ts';
import { Random } from './random.ts';

const PARTS_MAX = 8;
const CODE_POINT_MAX = 0x10ffff;
const PUNCTUATION = [...`.,;:!?-–—/\\'’"()[]{}#@&+*=~…`];
const PLAIN = ['call', 'mom', 'buy', 'milk', 'send', 'report', 'Ana', 'may', 'second', 'x', 'the'];
const CONNECTIVES = [
  'and',
  'or',
  'to',
  'until',
  'from',
  'not',
  'every',
  'except',
  'by',
  'at',
  'on',
];
const KINDS = ['due', 'time', 'range', 'duration', 'deadline', 'start', 'recurrence', 'tag'];
const GAPS = ['', ' ', ' ', ' ', '  ', '\t', '\u00a0', '\u2003', '\u3000', '\n', '\u200b'];
/** Where characters join, turn direction, select a form, or fold to nothing or to several. */
const SPECIAL = [
  ...['\u200d', '\u200c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069', '\ufeff'],
  ...['\ufe0f', '\u00ad', '\u0640', '\u093c', '\ud83d', '\ude00', '\ud800', '\udfff', '\0', '\x7f'],
  ...['İ', 'ı', 'ß', 'ẞ', 'ﬁ', 'ﬃ', 'Ǆ', 'ŉ', 'ſ', 'K', 'Å', '①', '½', 'Ⅷ', '㍿', 'ﷺ', '한', '日'],
];
/** Ranges of scripts, marks and digits that folds and lexicons are about. */
const RANGES: readonly (readonly [number, number])[] = [
  ...([
    [0x20, 0x7e],
    [0xa0, 0x24f],
    [0x300, 0x36f],
    [0x370, 0x52f],
  ] as const),
  ...([
    [0x590, 0x6ff],
    [0x900, 0x97f],
    [0x1e00, 0x1fff],
    [0x2000, 0x206f],
  ] as const),
  ...([
    [0x660, 0x669],
    [0x966, 0x96f],
    [0xff10, 0xff19],
    [0x1d7ce, 0x1d7ff],
  ] as const),
  ...([
    [0xd800, 0xdfff],
    [0x1d400, 0x1d6a3],
    [0x10400, 0x1044f],
    [0x1f300, 0x1f9ff],
  ] as const),
];

type Part = (random: Random) => string;

const figures: Part = (random) => {
  const number = String(random.between(0, random.pick([12, 31, 99, 2100, 123_456])));
  return random.chance(0.3) ? number.padStart(random.between(1, 5), '0') : number;
};

const character: Part = (random) => {
  if (random.chance(0.2)) return String.fromCodePoint(random.between(0, CODE_POINT_MAX));
  if (random.chance(0.3)) return random.pick(SPECIAL);
  return String.fromCodePoint(random.between(...random.pick(RANGES)));
};

const characters: Part = (random) =>
  Array.from({ length: random.between(1, 6) }, () => character(random)).join('');

/** A text as people and programs change it: capitals, marks on letters, a letter too many or too few. */
function changed(text: string, random: Random): string {
  if (random.chance(0.7)) return text;
  const at = random.between(0, text.length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (random.between(0, 4)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.charAt(0).toUpperCase() + text.slice(1);
    case 2:
      return `${before}${String.fromCodePoint(random.between(0x300, 0x36f))}${after}`;
    case 3:
      return `${before}${character(random)}${after}`;
    default:
      return `${before}${after.slice(1)}`;
  }
}

/** A context as somebody may have it; most of them as nobody changed them. */
function someContext(random: Random, parts: readonly string[]): WrittenContext {
  const two = (least: number, most: number) => String(random.between(least, most)).padStart(2, '0');
  const maybe = <Field extends object>(field: Field): Partial<Field> =>
    random.chance(0.3) ? field : {};
  const [start, length] = [random.between(0, 20), random.between(0, 12)];
  return {
    now: `${random.between(1999, 2098)}-${two(1, 12)}-${two(1, 28)}T${two(0, 23)}:${two(0, 59)}`,
    ...maybe({ dayFirst: random.pick([true, false, null]) }),
    ...maybe({ weekStart: random.between(0, 6) }),
    ...maybe({ nextWeekday: random.pick(['nextWeek', 'nearest'] as const) }),
    ...(random.chance(0.05) ? { dismissed: [[start, start + length] as const] } : {}),
    ...(parts.length > 0 && random.chance(0.2)
      ? { chosen: { [foldedWords(random.pick(parts))]: random.between(-1, 3) } }
      : {}),
    ...(random.chance(0.05) ? { only: [random.pick(KINDS), random.pick(KINDS)] } : {}),
  };
}

/** Makes lines of a language without end, with the contexts in which they are typed. */
export function* generatedLines(data: GrammarData, seed: number): Generator<Asked, never> {
  const random = new Random(seed);
  const phrases = new Phrases(data);
  const parts: readonly Part[] = [
    () => phrases.make(random),
    () => phrases.make(random),
    () => random.pick(phrases.all),
    () => random.pick(phrases.words),
    () => random.pick(PLAIN),
    () => random.pick(CONNECTIVES),
    () => random.pick(PUNCTUATION),
    figures,
    characters,
  ];
  for (;;) {
    const length = random.between(0, PARTS_MAX);
    const made = Array.from({ length }, () => random.pick(parts)(random));
    const text = made.map((part) => changed(part, random) + random.pick(GAPS)).join('');
    yield [text, someContext(random, made)];
  }
}

/** As a choice between readings is remembered. */
const foldedWords = (part: string): string =>
  tokenise(part)
    .map(({ text }) => text)
    .join(' ');
