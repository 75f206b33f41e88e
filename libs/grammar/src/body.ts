/** The part of a line between the words that say "add" and those that say "please". */
import type { Language } from './languages.ts';
import { Sentence, type Span } from './sentence.ts';
import type { Token } from './tokens.ts';

/** No phrase of courtesy, and no name of a list, has more tokens. */
const PHRASE_TOKENS_MAX = 8;
const JOINT_MARKS: ReadonlySet<string> = new Set(',;:-\u2013\u2014');
const ENDING_MARKS: ReadonlySet<string> = new Set('.!?');
const QUOTES: ReadonlySet<string> = new Set('"\u201c');

/** What there is to do, as a sentence of its own, and the parts of the text that only say "add". */
export interface Body {
  readonly line: Sentence;
  readonly commands: readonly Span[];
  readonly isReminder: boolean;
}

/** Leaves out what is no part of the task. */
export function findBody(
  letters: readonly string[],
  tokens: readonly Token[],
  language: Language,
): Body {
  const line = new Sentence(letters, tokens, language);
  const [first, isReminder] = command(line);
  const [begin, next, last] = [tokens[0], tokens[first], tokens[first - 1]];
  if (begin === undefined || next === undefined || last === undefined) {
    return { line, commands: [], isReminder: false };
  }
  const [end, thanks] = courtesy(line, first);
  const inner = [{ ...next, isGlued: false }, ...tokens.slice(first + 1, end)];
  return {
    line: new Sentence(letters, inner, language),
    commands: [[begin.start, last.end], ...(thanks ? [thanks] : [])],
    isReminder,
  };
}

/** Finds where the words that only say "add" end; 0 when there is nothing else. */
function command(line: Sentence): readonly [end: number, isReminder: boolean] {
  const found = line.all('command', 0);
  for (const end of [...found.keys()].toSorted((one, other) => other - one)) {
    const isApart = !line.touches(end) || QUOTES.has(line.word(end));
    const isAll = line.words.slice(end).every((word) => JOINT_MARKS.has(word));
    if (isApart && !isAll && !line.begins('no_command', end)) return [end, Boolean(found.get(end))];
  }
  return [0, false];
}

/** Finds where the task ends, and the words after it that say "please" or name a list. */
function courtesy(line: Sentence, first: number): readonly [end: number, span: Span | undefined] {
  let length = line.length;
  while (length > first && ENDING_MARKS.has(line.word(length - 1))) length -= 1;
  let end = before(line, 'courtesy', first, length);
  while (end < length && end > first && line.word(end - 1) === ',') end -= 1;
  end = before(line, 'my_list', first, end);
  if (line.words.slice(first, end).every((word) => JOINT_MARKS.has(word))) {
    return [line.length, undefined];
  }
  // The dot after a figure is a part of it: "24.12.".
  if (line.isNumber(end - 1) && line.word(end) === '.') end += 1;
  const rest = line.tokens.slice(end).filter(({ text }) => !isMarkOfAnEnd(text));
  const [start, last] = [rest[0], rest.at(-1)];
  return [end, start && last ? [start.start, last.end] : undefined];
}

const isMarkOfAnEnd = (word: string): boolean => ENDING_MARKS.has(word) || JOINT_MARKS.has(word);

/** Finds where a phrase begins that ends at a place; the place itself if there is none. */
function before(line: Sentence, name: string, first: number, end: number): number {
  for (let at = Math.max(first + 1, end - PHRASE_TOKENS_MAX); at < end; at += 1) {
    if (line.all(name, at).has(end)) return at;
  }
  return end;
}

/** Finds where the words begin that only say where it is added, before a date: "to my list". */
export function listBefore(line: Sentence, at: number): number {
  let end = at;
  while (end > 1 && line.word(end - 1) === ',') end -= 1;
  const start = before(line, 'my_list', 0, end);
  return start < end ? start : at;
}
