/**
 * What may follow the words and numbers that many phrases begin with: "the" and "in" begin most of them.
 *
 * A phrase is not read where the token after it cannot go on with it, which is nearly everywhere.
 */
import type { Node } from './items.ts';

/** For a word or the number, what the token after it can be; what may be a phrase by itself is not here. */
export type Seconds = ReadonlyMap<number, ReadonlySet<number>>;

interface After {
  readonly following: ReadonlySet<number>;
  /** Whether the phrase may end there. */
  readonly isEnd: boolean;
}

/**
 * Finds the second tokens of the phrases of each nonterminal.
 *
 * @param firsts what each nonterminal begins with
 * @param single the terminals that are one token each: words and the number
 */
export function secondTokens(
  trees: readonly Node[],
  firsts: readonly ReadonlySet<number>[],
  single: ReadonlySet<number>,
): Seconds[] {
  const known = new Map<string, After>();

  /** Finds what may follow a word that a phrase begins with. */
  const after = (id: number, word: number): After => {
    const key = `${id} ${word}`;
    const found = known.get(key) ?? search(id, word);
    known.set(key, found);
    return found;
  };

  const search = (id: number, word: number): After => {
    const following = new Set<number>();
    let isEnd = false;
    const add = (tokens: Iterable<number>): void => {
      for (const token of tokens) following.add(token);
    };
    for (const { item, following: next } of trees[id]?.edges ?? []) {
      let endsHere = item.kind !== 'rule' && item.id === word;
      if (item.kind === 'rule' && firsts[item.id]?.has(word)) {
        const inner = after(item.id, word);
        add(inner.following);
        endsHere = inner.isEnd;
      }
      if (!endsHere) continue;
      add(next.starts.keys());
      isEnd ||= next.production !== undefined;
    }
    return { following, isEnd };
  };

  return firsts.map((own, id) => {
    const seconds = new Map<number, ReadonlySet<number>>();
    for (const word of own) {
      if (!single.has(word)) continue;
      const { following, isEnd } = after(id, word);
      if (!isEnd) seconds.set(word, following);
    }
    return seconds;
  });
}
