import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { must, run } from '../run.ts';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const digest = (algorithm: string, text: Buffer | string) =>
  createHash(algorithm).update(text).digest();
const fails = { code: 'PACKAGE_NOT_MADE', fix: 'npx jest changed-packages' };

/** A wheel that installs one module, made by the standard library of Python. */
const wheelProgram = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("some.py", "")
    info = "some-1.0.dist-info/"
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: some\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\nRoot-Is-Purelib: true\\n")
    wheel.writestr(info + "RECORD", "")
`;

describe('a package whose content is not what the lock file says', () => {
  it('is refused by npm ci, which installs the one that is', async () => {
    mkdirSync(join(folder, 'some'));
    write('some/package.json', JSON.stringify({ name: 'some', version: '1.0.0' }));
    await must('npm', ['pack', './some', '--offline'], { directory: folder, ...fails });
    const packed = 'file:some-1.0.0.tgz';
    const root = { name: 'root', version: '1.0.0', dependencies: { some: packed } };
    write('package.json', JSON.stringify(root));
    const install = async (content: Buffer | string) => {
      const integrity = `sha512-${digest('sha512', content).toString('base64')}`;
      const packages = {
        '': root,
        'node_modules/some': { version: '1.0.0', resolved: packed, integrity },
      };
      write('package-lock.json', JSON.stringify({ ...root, lockfileVersion: 3, packages }));
      const given = ['ci', '--offline', '--ignore-scripts', `--cache=${join(folder, 'cache')}`];
      return run('npm', given, { directory: folder });
    };
    const refused = await install('another content');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toMatch(/EINTEGRITY/);
    expect(existsSync(join(folder, 'node_modules/some/package.json'))).toBe(false);
    const { exitCode } = await install(readFileSync(join(folder, 'some-1.0.0.tgz')));
    expect(exitCode).toBe(0);
    expect(existsSync(join(folder, 'node_modules/some/package.json'))).toBe(true);
  });

  it.each([
    ['uv', ['pip', 'install', '--offline', '--no-cache', '--target', 'packages']],
    ['pip', ['install', '--no-index', '--disable-pip-version-check', '--target', 'packages']],
  ])(
    'is refused by %s with --require-hashes, which installs the one that is',
    async (name, given) => {
      const wheel = join(folder, 'some-1.0-py3-none-any.whl');
      const programs = join(workspaceRoot, '.venv/bin');
      await must(join(programs, 'python'), ['-c', wheelProgram, wheel], fails);
      const install = async (content: Buffer | string) => {
        write(
          'requirements.lock',
          `some @ file://${wheel} --hash=sha256:${digest('sha256', content).toString('hex')}\n`,
        );
        const args = [...given, '--require-hashes', '-r', 'requirements.lock'];
        return run(join(programs, name), args, { directory: folder });
      };
      const refused = await install('another content');
      expect(refused.exitCode).not.toBe(0);
      expect(refused.stderr).toMatch(/hash/i);
      expect(existsSync(join(folder, 'packages/some.py'))).toBe(false);
      const { exitCode, stderr } = await install(readFileSync(wheel));
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
      expect(existsSync(join(folder, 'packages/some.py'))).toBe(true);
    },
  );
});
