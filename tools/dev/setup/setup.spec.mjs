import { checkNode, checkPython, NODE_MINIMUM, PYTHON_MINIMUM } from './versions.mjs';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { Linter } from 'eslint';
import { goFinding } from '@taskora/minikube/go';
import { parse } from 'yaml';
import { readDurations } from './durations.mjs';
import { liveHolder, lockSetup } from './lock.mjs';
import { workspaceRoot } from './stamps.mjs';

/** A file and what it imports before its first line runs. */
function staticClosure(file) {
  const imports = [...readFileSync(file, 'utf8').matchAll(/^import .* from '(\..*)';$/gm)];
  return [
    ...new Set([file, ...imports.flatMap(([, path]) => staticClosure(join(file, '..', path)))]),
  ];
}

function newerThanNode12(file) {
  const newer = ["LogicalExpression[operator='??']", 'ChainExpression', 'Literal[value=/^node:/]'];
  const faults = new Linter().verify(readFileSync(file, 'utf8'), {
    // Of this year all but these is in Node 12.
    languageOptions: { ecmaVersion: 2020, sourceType: 'module' },
    rules: { 'no-restricted-syntax': ['error', ...newer] },
  });
  return faults.map(({ line, message }) => `${line}: ${message}`);
}

describe('set-up refuses what it cannot run on', () => {
  it.each(['v20.18.3', 'v18.20.0', 'v16.0.0', 'v20.9.0'])(
    'says that Node %s is too old',
    (version) => {
      expect(() => checkNode(version)).toThrow(/^SETUP_NODE_TOO_OLD: .*20\.19.*Do: /);
    },
  );

  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.21.0'])('accepts Node %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  // Debian 11 and Ubuntu 22.04 bring Node 12, which would say no more than `SyntaxError`.
  it('is readable by Node 12 as far as the question for its version', () => {
    const files = staticClosure(join(workspaceRoot, 'tools/dev/setup.mjs'));
    expect(files.map((file) => basename(file)).sort()).toEqual([
      'errors.mjs',
      'setup.mjs',
      'versions.mjs',
      'versions.mjs',
    ]);
    for (const file of files) expect([file, newerThanNode12(file)]).toEqual([file, []]);
  });

  it('distinguishes an old Python from none at all', () => {
    expect(() => checkPython('Python 3.10.12\n')).toThrow(/^SETUP_PYTHON_TOO_OLD: .*3\.10\.12/);
    expect(() => checkPython(undefined)).toThrow(/^SETUP_NO_PYTHON: /);
    expect(() => checkPython('Python 3.11.0\n')).not.toThrow();
  });
});

describe('what the README asks a person to have', () => {
  const readme = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');

  it('is what the set-up refuses a machine for', () => {
    expect(readme).toContain(`Node ${NODE_MINIMUM.join('.')} or newer`);
    expect(readme).toContain(`Python ${PYTHON_MINIMUM.join('.')} or newer`);
    const modules = join(workspaceRoot, 'tools/minikube/modules');
    const sources = readdirSync(modules).map((name) => join(modules, name));
    const [, stated] = /Go ([\d.]+) or newer/.exec(readme) ?? [];
    expect(goFinding(stated, sources)).toBeUndefined();
    const [major, minor] = stated.split('.').map(Number);
    expect(goFinding(`${major}.${minor - 1}.99`, sources)).toMatchObject({ code: 'GO_TOO_OLD' });
  });
});

describe('the ports that the cluster has to keep free', () => {
  it('are those at which the environment of Minikube is served', () => {
    const { nodePorts } = JSON.parse(readFileSync(join(workspaceRoot, 'minikube.json'), 'utf8'));
    const file = readFileSync(join(workspaceRoot, 'infra/environments/minikube.yaml'), 'utf8');
    const { urls } = parse(file).global;
    const ports = Object.entries(urls).map(([name, url]) => [name, Number(new URL(url).port)]);
    expect(Object.fromEntries(ports)).toEqual(nodePorts);
  });
});

describe('what a first run goes by for its estimates', () => {
  it('is of steps and projects that are there', () => {
    const steps = globSync('{dev/setup,minikube/preflight}/*.mjs', {
      cwd: join(workspaceRoot, 'tools'),
    })
      .map((path) => readFileSync(join(workspaceRoot, 'tools', path), 'utf8'))
      .join();
    const names = globSync('{apps,infra,tools}/**/{project,package}.json', {
      cwd: workspaceRoot,
      exclude: (name) => name === 'node_modules',
    }).map((path) => JSON.parse(readFileSync(join(workspaceRoot, path), 'utf8')).name);
    for (const name of Object.keys(readDurations(join(workspaceRoot, 'absent')))) {
      const [, step] = /^setup: (.*)$/.exec(name) ?? [];
      if (step !== undefined) expect(steps).toContain(`'${step}'`);
      else expect(names).toContain(name.split(':')[0]);
    }
  });
});

describe('the whole set-up', () => {
  let folder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-setup-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses an old Python in one line before it changes anything', () => {
    writeFileSync(join(folder, 'python3'), '#!/bin/sh\necho Python 3.10.1\n');
    chmodSync(join(folder, 'python3'), 0o755);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(workspaceRoot, 'tools/dev/setup.mjs')],
      {
        encoding: 'utf8',
        env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
      },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^SETUP_PYTHON_TOO_OLD: .*3\.10\.1.* Do: .*\n$/);
    expect(stdout).toBe('');
  });

  it('is done by one process at a time', () => {
    const path = join(folder, 'setup.lock');
    const unlock = lockSetup(path);
    expect(liveHolder(path)).toBe(String(process.pid));
    unlock();
    expect(existsSync(path)).toBe(false);
  });

  it.each([`${process.pid} 1`, '', 'nonsense'])(
    'takes over the lock %p of a process that is gone',
    (stale) => {
      const path = join(folder, 'setup.lock');
      writeFileSync(path, stale);
      lockSetup(path)();
      expect(existsSync(path)).toBe(false);
    },
  );
});
