import { createRecorder } from '../__fixtures__/settings.ts';
import { remainingSeconds, runSteps, type Step } from './progress.ts';

const step = (title: string, estimateSeconds: number, run = async () => {}): Step => ({
  title,
  estimateSeconds,
  run,
});

describe('progress of long builds', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const advance = (seconds: number): void => {
    jest.advanceTimersByTime(seconds * 1000);
  };

  it('shows count, title, elapsed time and estimate, and a heartbeat where there is no terminal', async () => {
    const output = createRecorder();
    const slow = step('kubelet', 40, async () => advance(31));
    await runSteps([slow, step('etcd', 20)], output);
    expect(output.text().split('\n')).toEqual([
      '[1/2] kubelet (0 s, about 1:00 min left)',
      '[1/2] kubelet (15 s, about 45 s left)',
      '[1/2] kubelet (30 s, about 30 s left)',
      '[1/2] kubelet done in 31 s',
      '[2/2] etcd (31 s, about 16 s left)',
      '[2/2] etcd done in 0 s',
      '',
    ]);
  });

  it('writes one line anew on a terminal, cut to its width', async () => {
    const output = createRecorder({ isTTY: true, columns: 20 });
    await runSteps([step('kubelet', 9, async () => advance(2))], output);
    const drawn = output.text().split('\r\u001b[K');
    expect(drawn).toEqual([
      '',
      '[1/1] kubelet (0 s,',
      '[1/1] kubelet (1 s,',
      '[1/1] kubelet (2 s,',
      '[1/1] kubelet done in 2 s\n',
    ]);
  });

  it('stops its line when a step fails, and runs no further step', async () => {
    const output = createRecorder({ isTTY: true });
    const later = jest.fn(async () => {});
    const failing = step('bad', 1, () => Promise.reject(new Error('no')));
    const run = runSteps([failing, step('later', 1, later)], output);
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
});
