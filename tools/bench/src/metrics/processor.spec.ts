import { processorOf, usedMilliseconds } from './processor.ts';

describe('what a process has used of its processor', () => {
  it('is read behind its name, whatever that is', () => {
    const stat = '7 (a) b (c) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 1 0 99';
    expect(usedMilliseconds(stat)).toBe(3000);
  });

  it('is something for the process that asks', () => {
    expect(processorOf([process.pid, process.pid])).toBeGreaterThan(0);
  });
});
