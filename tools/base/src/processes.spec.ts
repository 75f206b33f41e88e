import { spawn } from 'node:child_process';
import { findByPs, findInProc, readProcessTable } from './processes.ts';

it('is in no table where the system has none', () => {
  expect(readProcessTable('/no/such/folder').size).toBe(0);
});

/** Windows has neither; nobody asks there. */
const describeElsewhere = process.platform === 'win32' ? describe.skip : describe;

describeElsewhere('a running process', () => {
  it.each([
    ...(process.platform === 'linux' ? [['/proc', findInProc] as const] : []),
    ['ps', findByPs] as const,
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
