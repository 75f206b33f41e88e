/** The tokens of a line, which answer for places beyond its ends too. */
import { Chart, NO_READINGS, type Readings } from './chart.ts';
import { CAPITALS } from './data-files.ts';
import type { Json } from './json.ts';
import type { Language } from './languages.ts';
import type { Kind, Token } from './tokens.ts';

const CLOSINGS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);

export type Span = readonly [first: number, end: number];

/** A line, or the part of it that says what there is to do; places are numbers of tokens. */
export class Sentence {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly language: Language;
  readonly chart: Chart;
  /** The code points of the whole text. */
  readonly letters: readonly string[];
  /** The places that have a meaning of their own, and are no words of the sentence. */
  readonly claimed = new Set<number>();
  #firstPlaces: ReadonlyMap<string, number> | undefined;
  #plainPlaces: Span | null | undefined;
  #enclosing: readonly (Span | undefined)[] | undefined;

  constructor(letters: readonly string[], tokens: readonly Token[], language: Language) {
    this.letters = letters;
    this.tokens = tokens;
    this.words = tokens.map(({ text }) => text);
    this.language = language;
    this.chart = new Chart(tokens, language.lexicon, language.rules);
  }

  get length(): number {
    return this.tokens.length;
  }

  /** What is typed between two places of the text, in code points. */
  typed(start: number, end?: number): string {
    return this.letters.slice(start, end).join('');
  }

  /** The folded word, which is empty where there is none. */
  word(at: number): string {
    return this.words[at] ?? '';
  }

  /** The words of a list of the language. */
  list(name: string): ReadonlySet<string> {
    return this.language.placement.get(name);
  }

  /** Whether the word at a place is in a list of the language. */
  isIn(at: number, name: string): boolean {
    return this.list(name).has(this.word(at));
  }

  /** Whether the word at a place ends like one of a list. */
  endsLike(at: number, name: string): boolean {
    const word = this.word(at);
    return [...this.list(name)].some((ending) => word.endsWith(ending));
  }

  isWord(at: number): boolean {
    return this.#is(at, 'word');
  }

  /** Whether there is a number in figures. */
  isNumber(at: number): boolean {
    return this.#is(at, 'number');
  }

  isMark(at: number): boolean {
    return this.#is(at, 'mark');
  }

  /** Whether a token follows the one before it without white space. */
  touches(at: number): boolean {
    return at > 0 && this.tokens[at]?.isGlued === true;
  }

  /** Whether a token begins with a capital. */
  isCapital(at: number): boolean {
    const token = this.tokens[at];
    return token !== undefined && CAPITALS.has(this.letters[token.start] ?? '');
  }

  /** Whether there is no word and no number between two places that is not claimed. */
  areMarks(first: number, end: number): boolean {
    for (let at = first; at < end; at += 1) {
      if (!this.isMark(at) && !this.claimed.has(at)) return false;
    }
    return true;
  }

  /** Reads the longest phrase of a rule at a place: where it ends, and its value. */
  longest(name: string, at: number): readonly [end: number, value: Json] | undefined {
    const found = this.all(name, at);
    if (found.size === 0) return undefined;
    const end = Math.max(...found.keys());
    return [end, found.get(end) ?? null];
  }

  /** Reads all phrases of a rule at a place; none where the language has no such rule. */
  all(name: string, at: number): Readings {
    return at >= 0 && at < this.length ? this.chart.read(name, at) : NO_READINGS;
  }

  /** Whether a phrase of a rule begins at a place. */
  begins(name: string, at: number): boolean {
    return this.all(name, at).size > 0;
  }

  /** Where each word stands first. */
  get firstPlaces(): ReadonlyMap<string, number> {
    this.#firstPlaces ??= new Map(this.words.map((word, at) => [word, at] as const).toReversed());
    return this.#firstPlaces;
  }

  /** Whether a word of a list is before a place. */
  isAfterOne(name: string, at: number): boolean {
    return [...this.list(name)].some((word) => (this.firstPlaces.get(word) ?? at) < at);
  }

  /** The first and the last word that has no capital and a meaning of its own. */
  get plainPlaces(): Span | undefined {
    this.#plainPlaces ??= this.#findPlainPlaces();
    return this.#plainPlaces ?? undefined;
  }

  /** The places of the brackets right around each token; undefined where there are none. */
  enclosing(at: number): Span | undefined {
    this.#enclosing ??= this.#findEnclosing();
    return this.#enclosing[at];
  }

  #is(at: number, kind: Kind): boolean {
    return this.tokens[at]?.kind === kind;
  }

  #findPlainPlaces(): Span | null {
    const places = [...this.tokens.keys()].filter(
      (at) =>
        this.isWord(at) &&
        !this.isCapital(at) &&
        !this.isIn(at, 'function_words') &&
        !this.touches(at),
    );
    const [first, last] = [places[0], places.at(-1)];
    return first === undefined || last === undefined ? null : [first, last];
  }

  #findEnclosing(): (Span | undefined)[] {
    const opened: number[] = [];
    const closings = new Map<number, number>();
    const openings = this.words.map((word, at) => {
      const last = opened.at(-1);
      if (last !== undefined && word === CLOSINGS.get(this.word(last))) {
        closings.set(last, at);
        opened.pop();
      }
      const around = opened.at(-1);
      if (CLOSINGS.has(word)) opened.push(at);
      return around;
    });
    return openings.map((opening) => {
      const closing = opening === undefined ? undefined : closings.get(opening);
      return opening === undefined || closing === undefined ? undefined : [opening, closing];
    });
  }
}
