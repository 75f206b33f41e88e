import { stopped, testHelm, testHelmProcess, testLock } from '../testing/test-helm.ts';
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
