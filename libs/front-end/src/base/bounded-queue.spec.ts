import { describe, expect, it } from '@jest/globals';
import { createBoundedQueue, QueueFull } from './bounded-queue.ts';

describe('a bounded queue', () => {
  it('let one work at a time, in the order of asking', async () => {
    const queue = createBoundedQueue(4);
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
    await Promise.all([0, 1, 2, 3].map((index) => queue.run(() => work(index))));
    expect(most).toBe(1);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('refuse at once what would wait behind too many, and take the next again', async () => {
    const queue = createBoundedQueue(1);
    let finish: () => void = () => undefined;
    const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = queue.run(async () => 'second');
    expect(queue.isFull()).toBe(true);
    await expect(queue.run(async () => 'third')).rejects.toThrow(QueueFull);
    await Promise.resolve();
    finish();
    await first;
    expect(await second).toBe('second');
    expect(queue.isFull()).toBe(false);
    expect(await queue.run(async () => 'fourth')).toBe('fourth');
  });

  it('go on after a work that failed', async () => {
    const queue = createBoundedQueue(1);
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run(async () => 'next')).toBe('next');
  });
});
