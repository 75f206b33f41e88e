/** Reads what begins at each place of a line, every nonterminal at every place at most once. */
import type { Edge, Item, Node } from './items.ts';
import type { Json } from './json.ts';
import type { Lexicon, Phrase } from './lexicon.ts';
import type { Rules } from './rules.ts';
import { fill } from './templates.ts';
import type { Token } from './tokens.ts';

const DIGITS_MAX = 4;

/** The values of a nonterminal that begins at a place, by the places where they end. */
export type Readings = ReadonlyMap<number, Json>;

/** What a rule is read to so far: the values, and the orders of their productions, by where they end. */
interface Ends {
  readonly values: Map<number, Json>;
  readonly orders: Map<number, number>;
}

export const NO_READINGS: Readings = new Map();
const NONE: readonly number[] = [];

/** The readings of one line. */
export class Chart {
  readonly tokens: readonly Token[];
  readonly #rules: Rules;
  readonly #classes: ReadonlyMap<string, number>;
  readonly #found: readonly (readonly Phrase[])[];
  /** The terminals that begin at each place; where there are none, no nonterminal begins. */
  readonly #terminals: readonly (readonly number[])[];
  readonly #read = new Map<number, Readings>();

  /** Finds the phrases at each place; nothing is read yet. */
  constructor(tokens: readonly Token[], lexicon: Lexicon, rules: Rules) {
    this.tokens = tokens;
    this.#rules = rules;
    this.#classes = lexicon.classes;
    this.#found = tokens.map((_, at) => lexicon.find(tokens, at));
    this.#terminals = tokens.map((token, at) => this.#terminalsOf(token, this.#found[at] ?? []));
  }

  /** Reads a nonterminal at a place; a language that has no rule of a name has no such phrase. */
  read(name: string, at: number): Readings {
    const terminals = this.#terminals[at] ?? NONE;
    if (terminals.length === 0) return NO_READINGS;
    const id = this.#rules.ids.get(name) ?? -1;
    const firsts = this.#rules.firsts[id];
    for (const terminal of terminals) if (firsts?.has(terminal)) return this.#readRule(id, at);
    return NO_READINGS;
  }

  /** Whether a phrase of a class begins at a place. */
  has(at: number, name: string): boolean {
    return this.#terminals[at]?.includes(this.#classes.get(name) ?? -1) ?? false;
  }

  #terminalsOf({ kind, text }: Token, phrases: readonly Phrase[]): readonly number[] {
    const word = this.#rules.words.get(text);
    const isNumber = kind === 'number' && text.length <= DIGITS_MAX;
    if (phrases.length === 0 && word === undefined && !isNumber) return NONE;
    const terminals = phrases.map(({ terminal }) => terminal);
    if (word !== undefined) terminals.push(word);
    if (isNumber) terminals.push(this.#rules.number);
    return terminals;
  }

  #readRule(id: number, at: number): Readings {
    const key = id * this.tokens.length + at;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    if (!this.#canGoOn(id, at)) return NO_READINGS;
    const ends: Ends = { values: new Map(), orders: new Map() };
    const root = this.#rules.trees[id];
    if (root !== undefined) this.#walk(root, at, [], ends);
    this.#read.set(key, ends.values);
    return ends.values;
  }

  /** Whether the next token can follow a word that is nothing but itself: "the day". */
  #canGoOn(id: number, at: number): boolean {
    const [word = -1, ...others] = this.#terminals[at] ?? NONE;
    const seconds = others.length > 0 ? undefined : this.#rules.seconds[id]?.get(word);
    return seconds === undefined || (this.#terminals[at + 1] ?? NONE).some((it) => seconds.has(it));
  }

  /** Goes on from a node; `values` are those of the items that led there, and the same again afterwards. */
  #walk(node: Node, at: number, values: Json[], ends: Ends): void {
    const { production, edges } = node;
    if (production !== undefined && production.order < (ends.orders.get(at) ?? Infinity)) {
      const own = production.places.map((place) => values[place] ?? null);
      ends.orders.set(at, production.order);
      ends.values.set(at, fill(production.template, own));
    }
    const token = this.tokens[at];
    if (token === undefined) return;
    for (const number of edgesOf(node, this.#terminals[at] ?? NONE)) {
      const { item, following } = edges[number] as Edge;
      if (item.isGlued && !token.isGlued) continue;
      if (item.kind === 'rule') {
        for (const [end, value] of this.#readRule(item.id, at)) {
          this.#step(following, end, value, values, ends);
        }
      } else this.#walkTerminal(item, following, at, values, ends);
    }
  }

  #step(node: Node, at: number, value: Json, values: Json[], ends: Ends): void {
    values.push(value);
    this.#walk(node, at, values, ends);
    values.pop();
  }

  #walkTerminal(item: Item, following: Node, at: number, values: Json[], ends: Ends): void {
    if (item.kind === 'class') {
      for (const { terminal, value, rest } of this.#found[at] ?? []) {
        if (terminal !== item.id) continue;
        this.#step(following, at + 1 + rest.length, value, values, ends);
      }
      return;
    }
    const { text = '' } = this.tokens[at] ?? {};
    if (item.kind === 'word') this.#step(following, at + 1, null, values, ends);
    else if (isWithin(text, item)) this.#step(following, at + 1, Number(text), values, ends);
  }
}

/** The edges of a node that may begin with one of the terminals, each once and in order. */
function edgesOf({ starts }: Node, terminals: readonly number[]): readonly number[] {
  let found = NONE;
  for (const terminal of terminals) {
    const more = starts.get(terminal);
    if (more === undefined || more === found) continue;
    found = found.length === 0 ? more : [...new Set([...found, ...more])];
  }
  return found.length > 1 && terminals.length > 1
    ? found.toSorted((one, other) => one - other)
    : found;
}

/** Whether a text of digits is in the range of an item. */
function isWithin(text: string, { least, most, digits }: Item): boolean {
  if (digits > 0 && text.length !== digits) return false;
  return least <= Number(text) && Number(text) <= most;
}
