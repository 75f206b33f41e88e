import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { describeError, UserError, stackOf } from './errors.ts';

describe('errors for people', () => {
  it('are one line with a code, the cause and the next command', () => {
    const problem = new UserError('PORT_TAKEN', 'port 1 is taken', 'kill 2');
    expect(describeError(problem)).toBe('PORT_TAKEN: port 1 is taken. Do: kill 2');
  });

  it('name what was not foreseen as such, and keep its stack for developers', () => {
    const odd = new Error('odd\nsecond line');
    expect(describeError(odd)).toMatch(/^UNEXPECTED: odd\. Do: .*$/);
    expect(stackOf(odd)).toContain('errors.spec.ts');
    expect(stackOf(new UserError('KNOWN', 'it', 'that'))).toBeUndefined();
    expect(describeError('text')).toMatch(/^UNEXPECTED: text\. Do: /);
  });

  it.each([
    ['below a file', () => mkdirSync(`${__filename}/folder`), 'FILE_REFUSED: ENOTDIR: '],
    ['in no folder', () => mkdtempSync('/taskora-no-such-folder/x'), 'FILE_REFUSED: ENOENT: '],
    ...(process.platform === 'linux'
      ? [['on a full disk', () => writeFileSync('/dev/full', 'x'), 'DISK_FULL: ENOSPC: '] as const]
      : []),
  ] as const)(
    'distinguish a place that cannot be written from a defect: %s',
    (_where, write, start) => {
      const error = thrownBy(write);
      expect(describeError(error)).toMatch(
        new RegExp(`^${start}.* Do: .*then run this command again$`),
      );
      expect(stackOf(error)).toBeUndefined();
    },
  );

  it('say what a system needs that lets this user make no link', () => {
    const error = Object.assign(new Error('EPERM: operation not permitted, symlink'), {
      code: 'EPERM',
      syscall: 'symlink',
      path: 'C:\\work\\programs\\helm.exe',
    });
    expect(describeError(error)).toMatch(/^LINK_REFUSED: EPERM.* Do: .*developer mode/);
  });

  it('take a file of our own that is not there for a defect', () => {
    const error = thrownBy(() => readFileSync('/taskora-no-such-file'));
    expect(describeError(error)).toMatch(/^UNEXPECTED: .*ENOENT/);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
