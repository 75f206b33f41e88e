import { cachedReads } from '../batch.ts';

describe('a read that the tasks of a batch share', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function counted() {
    let count = 0;
    return () => Promise.resolve(++count);
  }

  it('is taken once for all who ask at the same time', async () => {
    const cached = cachedReads<number>();
    const read = counted();
    expect(await Promise.all([cached('minikube', read), cached('minikube', read)])).toEqual([1, 1]);
  });

  it('is taken again where another place is asked for', async () => {
    const cached = cachedReads<number>();
    const read = counted();
    expect([await cached('minikube', read), await cached('ci', read)]).toEqual([1, 2]);
  });

  it('is taken again after one that failed', async () => {
    const cached = cachedReads<number>();
    const fails = cached('minikube', () => Promise.reject(new Error('no answer')));
    await expect(fails).rejects.toThrow('no answer');
    expect(await cached('minikube', () => Promise.resolve(1))).toBe(1);
  });

  it('is taken again after five seconds, because the cluster moves on', async () => {
    const cached = cachedReads<number>();
    const read = counted();
    await cached('minikube', read);
    jest.advanceTimersByTime(4_999);
    expect(await cached('minikube', read)).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await cached('minikube', read)).toBe(2);
  });
});
