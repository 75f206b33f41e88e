/** Texts that the rules of a language read, made by the rules themselves. */
import type { GrammarData } from '../src/data-files.ts';
import type { Random } from './random.ts';

const ITEM = /^(~?)(?:'(\S+?)|([a-z]\w*)(?:\[(\d+)\.\.(\d+)\])?)(\??)$/;
const DEPTH_MAX = 8;
const MISSING_SHARE = 0.5;
const UNTIDY_SHARE = 0.05;

export class Phrases {
  readonly all: readonly string[];
  /** What stands in rules themselves. */
  readonly words: readonly string[];
  readonly #data: GrammarData;
  readonly #names: readonly string[];

  constructor(data: GrammarData) {
    this.#data = data;
    this.#names = Object.keys(data.rules);
    this.all = Object.values(data.lexicon).flatMap((values) => Object.values(values).flat());
    const items = Object.values(data.rules).flatMap((each) =>
      each.flatMap(([written]) => written.split(' ')),
    );
    this.words = [...new Set(items.flatMap((item) => ITEM.exec(item)?.[2] ?? []))];
  }

  /** A text that one of the rules reads, now and then with a gap too many or too few. */
  make(random: Random): string {
    return this.#ofRule(random.pick(this.#names), random, 0);
  }

  #ofRule(name: string, random: Random, depth: number): string {
    const [written] = random.pick(this.#data.rules[name] ?? []);
    return written.split(' ').reduce((text, item) => {
      const [, glue, word, own = '', least, most, missing] = ITEM.exec(item) ?? [];
      if (missing === '?' && random.chance(MISSING_SHARE)) return text;
      const part = word ?? this.#ofItem(own, least, most, random, depth);
      const isGlued = (glue === '~') !== random.chance(UNTIDY_SHARE);
      return text === '' || isGlued ? text + part : `${text} ${part}`;
    }, '');
  }

  #ofItem(
    name: string,
    least: string | undefined,
    most: string | undefined,
    random: Random,
    depth: number,
  ): string {
    if (least !== undefined && most !== undefined) {
      const number = String(random.between(Number(least), Number(most)));
      return least.startsWith('0') && random.chance(1 - UNTIDY_SHARE)
        ? number.padStart(least.length, '0')
        : number;
    }
    const values = this.#data.lexicon[name];
    if (values !== undefined) return random.pick(random.pick(Object.values(values)));
    return depth < DEPTH_MAX ? this.#ofRule(name, random, depth + 1) : random.pick(this.all);
  }
}
