/** Reads lines of people who write in their own language, and now and then in the main one. */
import type { WrittenContext } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Language } from './languages.ts';
import { parseLine, type ParsedLine } from './line.ts';
import { tokenise } from './tokens.ts';

/** The kinds of claims that no language but the one of their words reads. */
const OF_WORDS = new Set(['due', 'start', 'deadline', 'range', 'recurrence', 'time', 'duration']);

const isOfWords = ({ kind }: JsonObject): boolean => OF_WORDS.has(String(kind));

/**
 * Reads a line in a person's own language; where that finds nothing that says when, in the main one, if
 * it is said there in words that the own one does not know. What their language has left alone, such as 5/12
 * in a line that says no, stays alone.
 */
export function parseInEither(
  line: string,
  context: WrittenContext,
  own: Language,
  main: Language,
): ParsedLine {
  const read = parseLine(line, context, own);
  if (own.code === main.code || read.claims.some(isOfWords)) return read;
  const other = parseLine(line, context, main);
  const letters = [...line];
  const words = other.claims
    .filter(isOfWords)
    .flatMap(({ start, end }) => tokenise(letters.slice(Number(start), Number(end)).join('')))
    .filter(({ kind }) => kind === 'word');
  return words.length > 0 && !words.some(({ text }) => knows(own, text)) ? other : read;
}

/** Whether a folded word begins a phrase of a language, or stands in one of its rules. */
function knows({ lexicon, rules }: Language, word: string): boolean {
  return lexicon.knows(word) || rules.words.has(word);
}
