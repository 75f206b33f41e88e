/** The words by which a language says where a phrase may stand, as lists that build on lists. */
import { GrammarDataError } from './rules.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** The lists of a language; a list that it does not have is empty. */
export class Placement {
  readonly #lists = new Map<string, ReadonlySet<string>>();

  /**
   * Takes lists of words, in which `@other` is another list and `-word` is left out.
   *
   * @throws GrammarDataError where a list names another one that is not before it
   */
  constructor(lists: Readonly<Record<string, readonly string[]>>) {
    for (const [name, entries] of Object.entries(lists)) {
      this.#lists.set(name, this.#words(name, entries));
    }
  }

  /** The words of a list. */
  get(name: string): ReadonlySet<string> {
    return this.#lists.get(name) ?? NOTHING;
  }

  #words(name: string, entries: readonly string[]): Set<string> {
    const words = new Set<string>();
    for (const entry of entries) {
      const rest = entry.slice(1);
      if (entry.startsWith('@') && rest !== '') {
        const other = this.#lists.get(rest);
        if (!other) throw new GrammarDataError(`list ${name}: ${entry} is not before it`);
        for (const word of other) words.add(word);
      } else if (entry.startsWith('-') && rest !== '') words.delete(rest);
      else words.add(entry);
    }
    return words;
  }
}
