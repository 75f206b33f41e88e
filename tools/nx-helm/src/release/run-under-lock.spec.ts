import { stopped, testHelm, testHelmProcess, testLock } from '../testing/test-helm.ts';
import { runUnderLock } from './lock.ts';
import { overdueAfter } from './overdue.ts';

describe('a Helm that changes a release (N6)', () => {
  it('is not started when another run has the release', async () => {
    const { helm, verbs } = testHelm(() => ({}));
    const { lock, lose } = testLock();
    lose();
    await expect(runUnderLock(helm, ['upgrade'], lock)).rejects.toThrow('NXHELM_RELEASE_LOST');
    expect(verbs()).toEqual([]);
  });

  it('is killed without a rollback when another run takes the release meanwhile', async () => {
    const { lock, lose } = testLock();
    const signals: string[] = [];
    const { helm } = testHelm(async ({ options }) => {
      lose();
      signals.push(await stopped(options));
      return { exitCode: 1 };
    });
    await expect(runUnderLock(helm, ['upgrade'], lock)).rejects.toThrow('NXHELM_RELEASE_LOST');
    expect(signals).toEqual(['SIGKILL']);
  });

  it('is noted in the lock before it begins', async () => {
    const { lock } = testLock();
    const noted = jest.spyOn(lock, 'assertHeld');
    let notedBefore: unknown[][] = [];
    const { helm } = testHelm(() => {
      notedBefore = [...noted.mock.calls];
      return {};
    });
    await runUnderLock(helm, ['rollback'], lock);
    expect(notedBefore).toEqual([[testHelmProcess]]);
  });
});

describe('a Helm that waits on when its own timeout is over (helm#32615)', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** What it is sent until it ends, which it does at the given one. */
  function waiting(last: NodeJS.Signals) {
    const signals: NodeJS.Signals[] = [];
    const { helm } = testHelm(
      ({ options }) =>
        new Promise((resolve) => {
          const stops = options.stops ?? [];
          const lost = options.keeping?.lost;
          for (const { when, by } of [
            ...stops,
            ...(lost ? [{ when: lost, by: 'SIGKILL' } as const] : []),
          ]) {
            when.addEventListener('abort', () => {
              signals.push(by);
              if (by === last) resolve({ exitCode: 1, stderr: 'Error: context canceled' });
            });
          }
        }),
    );
    return { helm, signals };
  }

  it('is asked to end after the time of its hooks, of its wait and of a rollback of both', async () => {
    const { helm, signals } = waiting('SIGTERM');
    const running = runUnderLock(helm, ['upgrade'], testLock().lock, {
      overdueSeconds: overdueAfter(20, 1),
    });
    await jest.advanceTimersByTimeAsync(4 * 20_000);
    expect(signals).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(signals).toEqual(['SIGTERM']);
    await expect(running).resolves.toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'Error: context canceled\nhelm did not end when its own timeout was over, and was cancelled after 140 s',
    });
  });

  it('is killed where it does not end then either, also one without a timeout', async () => {
    const { helm, signals } = waiting('SIGKILL');
    const running = runUnderLock(helm, ['uninstall'], testLock().lock);
    await jest.advanceTimersByTimeAsync(2 * overdueAfter() * 1000);
    expect(signals).toEqual(['SIGTERM', 'SIGKILL']);
    await expect(running).resolves.toMatchObject({
      stderr: expect.stringContaining('was killed after 1320 s'),
    });
  });

  it('says nothing of it where Helm ends in time', async () => {
    const { helm } = testHelm(() => ({ exitCode: 1, stderr: 'Error: no' }));
    const { stderr } = await runUnderLock(helm, ['upgrade'], testLock().lock);
    expect(stderr).toBe('Error: no');
    expect(jest.getTimerCount()).toBe(0);
  });
});
