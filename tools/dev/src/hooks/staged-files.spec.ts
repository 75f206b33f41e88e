import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../environment.ts';

jest.setTimeout(120_000);

const copied = [
  ...['.prettierrc.json', '.prettierignore', 'eslint.config.mjs', 'tsconfig.base.json'],
  ...[
    'package.json',
    'tools/dev/hooks',
    'tools/dev/package.json',
    'tools/dev/src/commands/pre-commit.ts',
    'tools/dev/src/commands/commit-msg.ts',
    'tools/dev/src/hooks/staged-files.ts',
    'tools/dev/src/hooks/subject.ts',
    'tools/dev/setup/programs.mjs',
  ],
  ...['apps/api/pyproject.toml', '.gitignore'],
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taskora-hook-'));
  for (const path of copied)
    cpSync(join(workspaceRoot, path), join(root, path), { recursive: true });
  for (const folder of ['node_modules', '.venv']) {
    symlinkSync(join(workspaceRoot, folder), join(root, folder), 'junction');
  }
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'core.hooksPath', 'tools/dev/hooks');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]) {
  const person = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  const { stdout, stderr, status } = spawnSync('git', [...person, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { stdout, output: stdout + stderr, status };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function commit(subject = 'feat(dev): something') {
  return git('commit', '--quiet', '--message', subject);
}

describe('the hook before a commit', () => {
  it('formats what is staged, and that is what is committed', () => {
    write('libs/new/one.ts', 'export const one  =  "1"');
    write('apps/api/src/two.py', 'two  =  2\n');
    git('add', 'libs', 'apps/api/src');
    expect(commit().output).toBe('');
    expect(git('show', 'HEAD:libs/new/one.ts').stdout).toBe("export const one = '1';\n");
    expect(git('show', 'HEAD:apps/api/src/two.py').stdout).toBe('two = 2\n');
  });

  it.each([
    ['libs/new/one.ts', 'export const one: any = 1;', 'no-explicit-any'],
    ['libs/new/one.ts', 'export const one = process.env;', 'no-restricted-properties'],
    ['apps/api/src/two.py', 'import os', 'F401'],
  ])('refuses a fault of the linter in %s: %s', (file, text, rule) => {
    write(file, `${text}\n`);
    git('add', file);
    const { status, output } = commit();
    expect([status, output]).toEqual([1, expect.stringContaining(rule)]);
  });

  it('refuses what cannot be read, and names the place', () => {
    write('libs/new/one.json', '{ "a": }\n');
    git('add', 'libs');
    const { status, output } = commit();
    expect([status, output]).toEqual([1, expect.stringContaining('(1:8)')]);
  });

  it('takes a symbolic link as it is, and what is removed', () => {
    write('libs/new/one.ts', "export const one = '1';\n");
    symlinkSync('one.ts', join(root, 'libs/new/link.ts'), 'file');
    git('add', 'libs');
    expect(commit().output).toBe('');
    git('rm', '--quiet', 'libs/new/one.ts');
    expect(commit().output).toBe('');
  });

  it('checks nothing that is not staged, and stages none of it', () => {
    write('libs/new/one.ts', "export const one  = '1';\n");
    git('add', 'libs');
    write('libs/new/one.ts', "export const one  = '2';\n");
    write('libs/new/other.ts', 'export const other: any  = 1;\n');
    const { status, output } = commit();
    expect([status, output]).toEqual([0, 'Only partly staged, so not checked: libs/new/one.ts\n']);
    expect(git('show', 'HEAD:libs/new/one.ts').stdout).toBe("export const one  = '1';\n");
    expect(readFileSync(join(root, 'libs/new/one.ts'), 'utf8')).toContain("'2'");
  });
});

describe('the hook of the message', () => {
  it.each([
    ['HOOK_SUBJECT_FORM', 'something'],
    ['HOOK_SUBJECT_LONG', `feat(dev): ${'a'.repeat(62)}`],
  ])('refuses with %s: %s', (code, subject) => {
    write('one.txt', '1\n');
    git('add', 'one.txt');
    const { status, output } = commit(subject);
    expect([status, output]).toEqual([1, expect.stringMatching(`^${code}: .* Do: git commit`)]);
    expect(commit(subject.slice(0, 72).replace(/^something$/, 'feat(dev): one')).output).toBe('');
  });
});
