import { describe, expect, it } from '@jest/globals';
import { createTurns, TooManyWaiting } from './bounded-queue.ts';

describe('turns', () => {
  it('let one work at a time, in the order of asking', async () => {
    const turns = createTurns(4);
    let working = 0;
    let most = 0;
    const order: number[] = [];
    const work = async (index: number) => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      order.push(index);
      working -= 1;
    };
    await Promise.all([0, 1, 2, 3].map((index) => turns.take(() => work(index))));
    expect(most).toBe(1);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('refuse at once what would wait behind too many, and take the next again', async () => {
    const turns = createTurns(1);
    let finish: () => void = () => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = turns.take(async () => 'second');
    expect(turns.isFull()).toBe(true);
    await expect(turns.take(async () => 'third')).rejects.toThrow(TooManyWaiting);
    await Promise.resolve();
    finish();
    await first;
    expect(await second).toBe('second');
    expect(turns.isFull()).toBe(false);
    expect(await turns.take(async () => 'fourth')).toBe('fourth');
  });

  it('go on after a work that failed', async () => {
    const turns = createTurns(1);
    await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turns.take(async () => 'next')).toBe('next');
  });
});
