/** What is left of a line around the parts with a meaning. */
import { SPACES } from './data-files.ts';
import type { Span } from './sentence.ts';

const JOINTS = ',;:-\u2013\u2014\u060c\u061b';
const ENDINGS = '.!?\u061f\u06d4\u0964';
const SEPARATORS = `${JOINTS}${ENDINGS}|/\\<>=~@*+\u2192\u2022\u00b7`;
const OPENINGS = '([{';
const QUOTES: ReadonlySet<string> = new Set('"\u201c\u201d\u201e\u00ab\u00bb');
const GAPS = new RegExp(`[${SPACES}]+`, 'u');

/** Splits a text at white space, as the grammar knows it. */
function splitWords(text: string): string[] {
  return text.split(GAPS).filter((word) => word !== '');
}

/** Joins what is around the claims, without marks that only stood between: "milk | tomorrow". */
export function titleAround(
  letters: readonly string[],
  start: number,
  end: number,
  claims: readonly Span[],
): string {
  const pieces: string[][] = [];
  let at = start;
  for (const [begin, stop] of [...claims, [end, end] as const]) {
    pieces.push(splitWords(letters.slice(at, Math.max(at, begin)).join('')));
    at = Math.max(at, stop);
  }
  for (const [number, words] of pieces.entries()) {
    if (number < pieces.length - 1) while (isSeparator(words.at(-1))) words.pop();
    if (number > 0) while (isSeparator(words[0])) words.shift();
  }
  return joined(pieces.map((words) => words.join(' ')));
}

function isSeparator(word: string | undefined): boolean {
  return word !== undefined && strip(word, SEPARATORS) === '';
}

/** Joins pieces, without the marks at their ends. */
export function joined(pieces: readonly string[]): string {
  const kept = pieces
    .map((piece) => stripped(piece, JOINTS))
    // What is left of a sentence after its date is the full stop.
    .filter((piece) => stripped(piece, JOINTS + ENDINGS) !== '');
  return withoutGaps(stripped(kept.join(' '), JOINTS));
}

/** The words of a text in which nothing is claimed. */
export function wholeTitle(text: string): string {
  const words = splitWords(text).join(' ');
  return stripped(words, JOINTS) || words;
}

const stripped = (text: string, marks: string): string => strip(text, ` ${marks}`);

/** A text without these characters at its ends. */
function strip(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text.charAt(start))) start += 1;
  while (end > start && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Closes the gap after a bracket whose first words are gone. */
function withoutGaps(text: string): string {
  return [...OPENINGS].reduce((kept, opening) => kept.replaceAll(`${opening} `, opening), text);
}

/** Quotation marks around a whole text only say that it is one. */
export function withoutQuotes(text: string): string {
  const inner = text.slice(1, -1);
  const isQuoted = QUOTES.has(text.charAt(0)) && QUOTES.has(text.slice(1).slice(-1));
  const words = strip(inner, ' ');
  return isQuoted && words !== '' && ![...inner].some((letter) => QUOTES.has(letter))
    ? words
    : text;
}
