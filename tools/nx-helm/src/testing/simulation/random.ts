/** Numbers that are the same for the same seed, on any machine. */
export interface Random {
  /** From 0 up to and without the end. */
  below(end: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True once in so many times. */
  oneIn(times: number): boolean;
}

/** Mulberry32: small, fast, and good enough to choose schedules. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    oneIn: (times) => below(times) === 0,
  };
}

/** Takes its numbers from the first until it turns, and from then on from the second. */
export function createTurning(first: Random, second: Random): Random & { turn(): void } {
  let present = first;
  return {
    below: (end) => present.below(end),
    pick: (items) => present.pick(items),
    oneIn: (times) => present.oneIn(times),
    turn: () => {
      present = second;
    },
  };
}
