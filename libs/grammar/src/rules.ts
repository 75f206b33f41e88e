/**
 * The rules of a grammar, made ready for the chart: a tree of items for each nonterminal.
 *
 * An item is a class of the lexicon, another nonterminal, a range of numbers (`int[1..31]`; bounds of two digits want
 * two digits: `int[00..59]`) or a word (`'of`). `~` says that it touches the token before it, `?` that it may be
 * missing.
 */
import { emptyNode, isSame, type Item, type Node, type Production } from './items.ts';
import type { Json } from './json.ts';
import { secondTokens, type Seconds } from './seconds.ts';

const ITEM = /^(~?)(?:'(\S+?)|([a-z]\w*)(?:\[(\d+)\.\.(\d+)\])?)(\??)$/;

/** The data of a grammar contradict themselves; the message says where. */
export class GrammarDataError extends Error {
  override readonly name = 'GrammarDataError';
}

/** The alternatives of each nonterminal: its items, and the template of its value. */
export type Alternatives = Readonly<
  Record<string, readonly (readonly [items: string, template: Json])[]>
>;

interface Written {
  readonly item: Item;
  readonly canMiss: boolean;
}

/** The trees of all nonterminals, and what each may begin with; terminals and nonterminals are numbered. */
export class Rules {
  /** The number of each nonterminal. */
  readonly ids: ReadonlyMap<string, number>;
  readonly trees: readonly Node[];
  /** For each nonterminal, the terminals that it may begin with. */
  readonly firsts: readonly ReadonlySet<number>[];
  /** The terminal of each word that a rule names. */
  readonly words: ReadonlyMap<string, number>;
  /** The terminal of all numbers. */
  readonly number: number;
  /** For each nonterminal, what may follow the words that it begins with. */
  readonly seconds: readonly Seconds[];
  readonly #classes: ReadonlyMap<string, number>;
  readonly #words = new Map<string, number>();
  readonly #knownFirsts = new Map<number, ReadonlySet<number>>();

  /** @throws GrammarDataError where an item names nothing, or a nonterminal is a part of itself */
  constructor(rules: Alternatives, classes: ReadonlyMap<string, number>) {
    const names = Object.keys(rules);
    this.ids = new Map(names.map((name, index) => [name, index]));
    this.#classes = classes;
    this.number = classes.size;
    this.words = this.#words;
    this.trees = Object.entries(rules).map(([name, written]) => this.#tree(name, written));
    this.#checkEnds();
    this.firsts = names.map((_, id) => this.#firsts(id));
    for (const root of this.trees) this.#prepare(root);
    this.seconds = secondTokens(
      this.trees,
      this.firsts,
      new Set([this.number, ...this.#words.values()]),
    );
  }

  #tree(name: string, alternatives: Alternatives[string]): Node {
    const root = emptyNode();
    for (const [order, [written, template]] of alternatives.entries()) {
      const items = written.split(/\s+/).map((text) => this.#item(name, text));
      for (const chosen of choices(items)) add(root, items, chosen, { order, template });
    }
    return root;
  }

  #item(rule: string, text: string): Written {
    const match = ITEM.exec(text);
    if (match === null) throw new GrammarDataError(`rule ${rule}: ${text} is no item`);
    const [, glue, word, name = '', least, most, missing] = match;
    const item = { isGlued: glue !== '', least: 0, most: 0, digits: 0 };
    const made = (own: Pick<Item, 'kind' | 'id'> & Partial<Item>): Written => ({
      item: { ...item, ...own },
      canMiss: missing !== '',
    });
    if (word !== undefined) return made({ kind: 'word', id: this.#word(word) });
    if (least !== undefined) {
      const digits = least.startsWith('0') && least.length > 1 ? least.length : 0;
      const range = { least: Number(least), most: Number(most), digits };
      return made({ kind: 'number', id: this.number, ...range });
    }
    const terminal = this.#classes.get(name);
    if (terminal !== undefined) return made({ kind: 'class', id: terminal });
    const id = this.ids.get(name);
    if (id !== undefined) return made({ kind: 'rule', id });
    throw new GrammarDataError(`rule ${rule}: ${name} is neither a class nor a rule`);
  }

  #word(text: string): number {
    const known = this.#words.get(text) ?? this.number + 1 + this.#words.size;
    this.#words.set(text, known);
    return known;
  }

  /** A phrase has an end: no nonterminal is a part of itself, however far down. */
  #checkEnds(): void {
    const names = [...this.ids.keys()];
    const ended = new Set<number>();
    const visit = (id: number, above: readonly number[]): void => {
      if (ended.has(id)) return;
      if (above.includes(id)) {
        const path = [...above, id].map((each) => names[each]).join(' ');
        throw new GrammarDataError(`a rule is a part of itself: ${path}`);
      }
      for (const part of partsOf(this.trees[id])) visit(part, [...above, id]);
      ended.add(id);
    };
    for (const id of this.ids.values()) visit(id, []);
  }

  #firsts(id: number): ReadonlySet<number> {
    const known = this.#knownFirsts.get(id);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (const { item } of this.trees[id]?.edges ?? []) {
      const firsts = item.kind === 'rule' ? this.#firsts(item.id) : [item.id];
      for (const terminal of firsts) found.add(terminal);
    }
    this.#knownFirsts.set(id, found);
    return found;
  }

  #prepare(node: Node): void {
    for (const [number, { item, following: next }] of node.edges.entries()) {
      const firsts = item.kind === 'rule' ? (this.firsts[item.id] ?? []) : [item.id];
      for (const terminal of firsts) {
        const numbers = node.starts.get(terminal);
        if (numbers === undefined) node.starts.set(terminal, [number]);
        else numbers.push(number);
      }
      this.#prepare(next);
    }
  }
}

/** The nonterminals that a tree names. */
function partsOf(node: Node | undefined): number[] {
  return (node?.edges ?? []).flatMap(({ item, following: next }) =>
    item.kind === 'rule' ? [item.id, ...partsOf(next)] : partsOf(next),
  );
}

/** Which of the items are there: all of them first, and the last that may be missing is left out first. */
function choices(items: readonly Written[]): boolean[][] {
  return items.reduce<boolean[][]>(
    (chosen, { canMiss }) =>
      chosen.flatMap((before) => (canMiss ? [true, false] : [true]).map((own) => [...before, own])),
    [[]],
  );
}

function add(
  root: Node,
  items: readonly Written[],
  chosen: readonly boolean[],
  meaning: Pick<Production, 'order' | 'template'>,
): void {
  let node = root;
  let count = 0;
  const places = items.map(({ item }, index) => {
    if (chosen[index] !== true) return -1;
    node = following(node, item);
    count += 1;
    return count - 1;
  });
  if (count > 0) node.production ??= { ...meaning, places };
}

function following(node: Node, item: Item): Node {
  const known = node.edges.find((edge) => isSame(edge.item, item));
  if (known !== undefined) return known.following;
  const child = emptyNode();
  node.edges.push({ item, following: child });
  return child;
}
