import { createRecorder } from './__fixtures__/settings.ts';
import { formatDuration, remainingSeconds, runSteps, type Clock, type Step } from './progress.ts';

/** A clock that tests move by hand; ticks fall due as it moves. */
function createClock(): Clock & { advance(seconds: number): void } {
  let now = 0;
  const timers = new Set<{ every: number; due: number; tick: () => void }>();
  return {
    now: () => now,
    every: (every, tick) => {
      const timer = { every, due: now + every, tick };
      timers.add(timer);
      return { stop: () => timers.delete(timer) };
    },
    advance: (seconds) => {
      for (const end = now + seconds; now < end; now += 1) {
        for (const timer of timers) {
          if (timer.due > now + 1) continue;
          timer.due += timer.every;
          timer.tick();
        }
      }
    },
  };
}

const step = (title: string, estimateSeconds: number, run = async () => {}): Step => ({
  title,
  estimateSeconds,
  run,
});

describe('progress of long builds', () => {
  it('shows count, title, elapsed time and estimate, and a heartbeat where there is no terminal', async () => {
    const clock = createClock();
    const output = createRecorder();
    const slow = step('kubelet', 40, async () => clock.advance(31));
    await runSteps([slow, step('etcd', 20)], output, clock);
    expect(output.text().split('\n')).toEqual([
      '[1/2] kubelet (0 s, about 1:00 min left)',
      '[1/2] kubelet (14 s, about 46 s left)',
      '[1/2] kubelet (29 s, about 31 s left)',
      '[1/2] kubelet done in 31 s',
      '[2/2] etcd (31 s, about 16 s left)',
      '[2/2] etcd done in 0 s',
      '',
    ]);
  });

  it('writes one line anew on a terminal, cut to its width', async () => {
    const clock = createClock();
    const output = createRecorder({ isTTY: true, columns: 20 });
    await runSteps([step('kubelet', 9, async () => clock.advance(2))], output, clock);
    const drawn = output.text().split('\r\u001b[K');
    expect(drawn).toEqual([
      '',
      '[1/1] kubelet (0 s,',
      '[1/1] kubelet (0 s,',
      '[1/1] kubelet (1 s,',
      '[1/1] kubelet done in 2 s\n',
    ]);
  });

  it('stops its line when a step fails, and runs no further step', async () => {
    const output = createRecorder({ isTTY: true });
    const later = jest.fn(async () => {});
    const failing = step('bad', 1, () => Promise.reject(new Error('no')));
    const run = runSteps([failing, step('later', 1, later)], output, createClock());
    await expect(run).rejects.toThrow('no');
    expect(output.text().endsWith('\r\u001b[K')).toBe(true);
    expect(later).not.toHaveBeenCalled();
  });

  it('scales the estimate by how fast this machine has been', () => {
    const steps = [step('a', 100), step('b', 50), step('c', 50)];
    expect(remainingSeconds(steps, 0, 0, 0)).toBe(200);
    expect(remainingSeconds(steps, 1, 200, 0)).toBe(200);
    expect(remainingSeconds(steps, 1, 200, 40)).toBe(160);
  });

  it('gives no estimate when a step takes longer than expected', () => {
    expect(remainingSeconds([step('a', 10)], 0, 0, 11)).toBeUndefined();
  });

  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [60, '1:00 min'],
    [754, '12:34 min'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});
