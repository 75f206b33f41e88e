/** What a rule expects at each place, as a tree: rules that begin alike are read together. */
import type { Json } from './json.ts';

/** What a rule expects at a place. */
export interface Item {
  readonly kind: 'word' | 'class' | 'number' | 'rule';
  /** The number of the terminal, or of the nonterminal. */
  readonly id: number;
  readonly isGlued: boolean;
  readonly least: number;
  readonly most: number;
  readonly digits: number;
}

/** What a sequence of items means; the lower of two orders wins where both end at a place. */
export interface Production {
  readonly order: number;
  readonly template: Json;
  /** For each item that was written, where its value is; -1 where it is left out. */
  readonly places: readonly number[];
}

export interface Edge {
  readonly item: Item;
  readonly following: Node;
}

/** What may follow the items that led here, and what they mean if nothing does. */
export interface Node {
  readonly edges: Edge[];
  /** For each terminal, the edges that may begin with it, by their numbers. */
  readonly starts: Map<number, number[]>;
  production?: Production;
}

export const emptyNode = (): Node => ({ edges: [], starts: new Map() });

export function isSame(one: Item, other: Item): boolean {
  return (
    one.kind === other.kind &&
    one.id === other.id &&
    one.isGlued === other.isGlued &&
    one.least === other.least &&
    one.most === other.most &&
    one.digits === other.digits
  );
}
