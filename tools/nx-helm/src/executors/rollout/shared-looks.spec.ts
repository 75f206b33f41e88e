import { sharedLooks } from './shared-looks.ts';

describe('a look that the tasks of a batch share', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function counted() {
    let count = 0;
    return () => Promise.resolve(++count);
  }

  it('is taken once for all who ask at the same time', async () => {
    const looks = sharedLooks<number>();
    const look = counted();
    expect(await Promise.all([looks('minikube', look), looks('minikube', look)])).toEqual([1, 1]);
  });

  it('is taken again where another place is asked for', async () => {
    const looks = sharedLooks<number>();
    const look = counted();
    expect([await looks('minikube', look), await looks('ci', look)]).toEqual([1, 2]);
  });

  it('is taken again after one that failed', async () => {
    const looks = sharedLooks<number>();
    const fails = looks('minikube', () => Promise.reject(new Error('no answer')));
    await expect(fails).rejects.toThrow('no answer');
    expect(await looks('minikube', () => Promise.resolve(1))).toBe(1);
  });

  it('is taken again after five seconds, because the cluster moves on', async () => {
    const looks = sharedLooks<number>();
    const look = counted();
    await looks('minikube', look);
    jest.advanceTimersByTime(4_999);
    expect(await looks('minikube', look)).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await looks('minikube', look)).toBe(2);
  });
});
