import type { Machine } from './machine.ts';
import { chooseMmdebstrapCommand } from './mmdebstrap-command.ts';

const request = {
  spec: { variant: 'extract', packages: ['base-files'], exclude: [] },
  hook: '/checkout/finish-root.sh',
  archive: '/checkout/dist/root.tar',
  sources: ['deb http://mirror.example/ trixie main'],
} as const;

const machine: Machine = {
  isRoot: true,
  debianCodename: 'bookworm',
  hasMmdebstrap: true,
  engine: undefined,
};

describe('the command that makes a Debian root', () => {
  it('is the machine’s own mmdebstrap on Debian as root', () => {
    const command = chooseMmdebstrapCommand(machine, request);
    expect(command.program).toBe('mmdebstrap');
    expect(command.arguments.slice(-3)).toEqual(['trixie', request.archive, ...request.sources]);
  });

  it('is the same call in a container where the machine is no Debian or we are not root', () => {
    const elsewhere = { ...machine, debianCodename: undefined, hasMmdebstrap: false };
    for (const other of [elsewhere, { ...machine, isRoot: false }]) {
      const command = chooseMmdebstrapCommand({ ...other, engine: 'docker' }, request);
      const own = chooseMmdebstrapCommand(machine, request).arguments;
      expect(command.program).toBe('docker');
      expect(command.arguments).toContain('debian:trixie-slim');
      expect(command.arguments).toEqual(
        expect.arrayContaining(
          own.filter((argument) => /^--(variant|include|dpkgopt|skip)/.test(argument)),
        ),
      );
    }
  });

  it.each([
    ['Debian', { ...machine, hasMmdebstrap: false }, /apt-get install -y mmdebstrap/],
    [
      'another system',
      { ...machine, debianCodename: undefined, hasMmdebstrap: false },
      /start docker/,
    ],
  ])(
    'is refused with one line and a command where nothing answers, on %s',
    (_name, other, advice) => {
      expect(() => chooseMmdebstrapCommand(other, request)).toThrow(/^ROOT_NO_TOOL: /);
      expect(() => chooseMmdebstrapCommand(other, request)).toThrow(advice);
    },
  );
});
