/** The words of a language: phrases of one or more tokens, each with its class and value. */
import { tokenise, type Token } from './tokens.ts';

/** For each class, the phrases of each value; a value in digits is a number. */
export type Classes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Phrase {
  /** The number of its class. */
  readonly terminal: number;
  readonly value: number | string;
  /** Its tokens after the first. */
  readonly rest: readonly Token[];
}

const NONE: readonly Phrase[] = [];
const WHOLE_NUMBER = /^-?[0-9]+$/;

/** Finds the phrases that begin at a token. */
export class Lexicon {
  /** The number of each class, from 0 in the order of the data. */
  readonly classes: ReadonlyMap<string, number>;
  readonly #phrases = new Map<string, Phrase[]>();
  /** First tokens of phrases of several. */
  readonly #beginnings = new Set<string>();

  constructor(classes: Classes) {
    this.classes = new Map(Object.keys(classes).map((name, index) => [name, index]));
    for (const [terminal, values] of Object.values(classes).entries()) {
      for (const [value, phrases] of Object.entries(values)) {
        for (const phrase of phrases) this.#add(terminal, valueOf(value), tokenise(phrase));
      }
    }
  }

  #add(terminal: number, value: number | string, [first, ...rest]: readonly Token[]): void {
    if (first === undefined) return;
    const known = this.#phrases.get(first.text) ?? [];
    known.push({ terminal, value, rest });
    this.#phrases.set(first.text, known);
    if (rest.length > 0) this.#beginnings.add(first.text);
  }

  /** Whether a folded word begins a phrase. */
  knows(word: string): boolean {
    return this.#phrases.has(word);
  }

  /** Finds the phrases that begin at a place, in the order of the data. */
  find(tokens: readonly Token[], at: number): readonly Phrase[] {
    const text = tokens[at]?.text ?? '';
    const phrases = this.#phrases.get(text) ?? NONE;
    return this.#beginnings.has(text)
      ? phrases.filter(({ rest }) => areThere(tokens, at + 1, rest))
      : phrases;
  }
}

function valueOf(text: string): number | string {
  return WHOLE_NUMBER.test(text) ? Number(text) : text;
}

/** Whether tokens are those of a phrase, as close to each other as they are there. */
function areThere(tokens: readonly Token[], from: number, wanted: readonly Token[]): boolean {
  return wanted.every(({ text, isGlued }, index) => {
    const found = tokens[from + index];
    return found?.text === text && found.isGlued === isGlued;
  });
}
