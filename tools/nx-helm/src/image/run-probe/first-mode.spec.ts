import { firstThatWorks } from './first-mode.mjs';
import type { RunMode } from './run-modes.mjs';
import { modesOf } from './run-modes.mjs';

describe('the time that the modes of an engine get', () => {
  async function* modes(): AsyncGenerator<RunMode> {
    await Promise.resolve();
    yield* modesOf('podman', 'crun');
  }

  /** Each mode takes so many seconds for its answer, which is no more than it is given. */
  async function search(needs: Record<string, { seconds: number; message?: string }>) {
    let milliseconds = 0;
    const given: number[] = [];
    const finding = await firstThatWorks(
      modes(),
      (mode, seconds) => {
        const { seconds: needed, message } = needs[mode.kind] ?? { seconds: 0 };
        given.push(seconds);
        milliseconds += Math.min(needed, seconds) * 1000;
        const timedOut = needed > seconds;
        return Promise.resolve({ message: timedOut ? 'no answer' : message, timedOut });
      },
      () => milliseconds,
    );
    return { mode: finding.mode?.kind, given, seconds: milliseconds / 1000 };
  }

  it('is enough for the last one where the others refuse slowly, as under load', async () => {
    const message = 'read-only file system';
    const slow = { seconds: 4, message };
    const found = await search({ default: slow, runtime: slow, chroot: { seconds: 5 } });
    expect(found).toMatchObject({ mode: 'chroot', seconds: 17 });
  });

  it('is less once one has given no answer, and ends in any case', async () => {
    const hanging = { seconds: 600 };
    const found = await search({ default: hanging, runtime: hanging, chroot: hanging });
    expect(found).toEqual({ mode: undefined, given: [10, 4], seconds: 14 });
    const refusing = { seconds: 9, message: 'no' };
    expect((await search({ default: refusing, runtime: refusing })).seconds).toBeLessThanOrEqual(
      18,
    );
  });
});
