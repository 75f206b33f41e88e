import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive, startQuestion, startTimeOf } from './identity.ts';

/** What this system can be asked by: Linux has what macOS has, too. */
const platforms =
  process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform];

describe('a process that is known again', () => {
  it.each(platforms)('has a time on %s until it is gone', async (platform) => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => 0, 1000)']);
    const { pid = 0 } = child;
    expect(startTimeOf(pid, platform)).toMatch(/\d/);
    expect(startTimeOf(pid, platform)).toBe(startTimeOf(pid, platform));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(startTimeOf(pid, platform)).toBeUndefined();
  });

  it('is not one that has got its number later', () => {
    expect(isAlive({ pid: process.pid, start: startTimeOf(process.pid) ?? '' })).toBe(true);
    expect(isAlive({ pid: process.pid, start: 'another' })).toBe(false);
  });

  it('is asked for on Windows by what Windows has', () => {
    expect(startQuestion(7, 'win32')).toEqual([
      'powershell.exe',
      [
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        '(Get-Process -Id 7).StartTime.ToFileTimeUtc()',
      ],
    ]);
  });
});
