import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { broughtNode, npmCommand, pythonProgram } from './programs.mjs';
import { workspaceRoot } from './stamps.mjs';
import { checkPython, pythonName } from './versions.mjs';

const windows = { platform: 'win32' };

describe('the programs of the set-up (K8)', () => {
  it('are where this system has them', () => {
    const environment = join(workspaceRoot, '.venv');
    for (const name of ['python', 'ruff', 'uv']) {
      expect(existsSync(pythonProgram(environment, name))).toBe(true);
    }
    expect(existsSync(broughtNode(workspaceRoot))).toBe(true);
    const { program, args } = npmCommand();
    expect(spawnSync(program, [...args, '--version'], { encoding: 'utf8' }).status).toBe(0);
  });

  it('are where Windows has them, and no script of the command prompt', () => {
    expect(pythonProgram('C:\\work\\.venv', 'ruff', windows)).toBe(
      'C:\\work\\.venv\\Scripts\\ruff.exe',
    );
    expect(broughtNode('C:\\work', windows)).toBe('C:\\work\\node_modules\\node\\bin\\node.exe');
    expect(pythonName('win32')).toBe('python');
    const execPath = 'C:\\Program Files\\nodejs\\node.exe';
    const npm = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
    const exists = (file) => file === npm;
    expect(npmCommand({ ...windows, execPath, exists })).toEqual({
      program: execPath,
      args: [npm],
    });
  });

  it.each(['darwin', 'linux'])('have on %s the names that they have on its path', (platform) => {
    expect(npmCommand({ platform })).toEqual({ program: 'npm', args: [] });
    expect(pythonName(platform)).toBe('python3');
    expect(pythonProgram('/srv/.venv', 'ruff', { platform })).toBe('/srv/.venv/bin/ruff');
  });

  it('are asked for by the name that a person can type', () => {
    expect(() => checkPython(undefined)).toThrow(new RegExp(`no ${pythonName()} was found`));
  });
});

describe('the Python of the targets', () => {
  const launcher = join(workspaceRoot, 'tools/dev/setup/python.mjs');
  const run = (...args) =>
    spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8', cwd: workspaceRoot });

  it('is that of this checkout, with its arguments and its exit code', () => {
    const script = 'import sys; print(sys.prefix, sys.argv[1]); sys.exit(3)';
    const { status, stdout } = run('-c', script, 'a b');
    expect(status).toBe(3);
    expect(stdout.trim()).toBe(`${join(workspaceRoot, '.venv')} a b`);
  });
});
