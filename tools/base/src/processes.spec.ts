import { spawn } from 'node:child_process';
import { findByPs, findInProc } from './processes.ts';

describe('a running process', () => {
  it.each([
    ['/proc', findInProc],
    ['ps', findByPs],
  ])('is told of a process by %s', (_name, ask) => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => 0, 1000)', 'nx', 'run']);
    try {
      const found = ask(child.pid ?? 0);
      expect(found?.parent).toBe(process.pid);
      expect(found?.commandLine.slice(-2)).toEqual(['nx', 'run']);
    } finally {
      child.kill();
    }
    expect(ask(2 ** 30)).toBeUndefined();
  });
});
