import { join } from 'node:path';
import { run } from '../run.ts';

describe('a program of the workspace', () => {
  it('says in one line that a folder is not there that the environment names', async () => {
    const path = join(import.meta.dirname, 'with-database.ts');
    const environment = { TMPDIR: '/taskora-no-such-folder' };
    const { exitCode, stderr } = await run(process.execPath, [path, 'true'], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^FILE_REFUSED: ENOENT: .*\/taskora-no-such-folder\/.* Do: .*TMPDIR.*\n$/,
    );
  });
});

describe('a command that takes some options', () => {
  it.each([
    ['../../../minikube/src/cli.ts', ['cluster-status', '--nonsense']],
    ['../database-copy/backup-main.ts', ['--nonsense']],
    ['../status/main.ts', ['--nonsense']],
    ['../database-copy/restore-main.ts', ['--file=x', 'y']],
  ])('refuses another one in one line: %s %j', async (program, given) => {
    const path = join(import.meta.dirname, program);
    const { exitCode, stderr } = await run(process.execPath, [path, ...given]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^OPTION_UNKNOWN: Un\w+ (option|argument) .* Do: .*\n$/);
  });
});

describe('a command that takes no options', () => {
  it.each([
    ['up', ['-c', 'prod'], 'npm run up'],
    ['test', ['--watch'], 'npm test'],
    ['dev', ['web'], 'npm run dev'],
  ])('does nothing where it is given some: %s %j', async (program, given, command) => {
    const path = join(import.meta.dirname, `${program}.ts`);
    const { exitCode, stderr } = await run(process.execPath, [path, ...given]);
    expect(exitCode).toBe(1);
    const what = `${command} takes no options, and was given ${given.join(' ')}`;
    expect(stderr).toBe(`OPTION_UNKNOWN: ${what}. Do: ${command}\n`);
  });
});
