import { stopped, testHelm, testLock } from '../testing/test-helm.ts';
import { runUnderLock } from './lock.ts';

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

  it('is noted in the lock', async () => {
    const { lock } = testLock();
    const note = jest.spyOn(lock, 'recordHelmProcess');
    const { helm } = testHelm(({ options }) => {
      options.onStart?.({ pid: 42, end: () => undefined });
      return {};
    });
    await runUnderLock(helm, ['rollback'], lock);
    expect(note).toHaveBeenCalledWith(42);
  });
});
