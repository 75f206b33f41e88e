import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { installed, runNxOf } from './other-checkout.ts';

describe('what another checkout is given', () => {
  it('has every package that npm installs here', () => {
    const lock = readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, object> };
    const folders = Object.keys(packages).filter((path) => path.includes('node_modules/'));
    expect(folders.length).toBeGreaterThan(500);
    const isGiven = (path: string): boolean =>
      installed.some((each) => path.startsWith(`${each}/`));
    expect(folders.filter((path) => !isGiven(path))).toEqual([]);
  });
});

it('runs Nx of another checkout in that checkout, and starts no daemon that would outlive it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-checkout-'));
  const programs = join(folder, 'node_modules/.bin');
  const before = process.env['NX_DAEMON'];
  try {
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, 'nx'), '#!/bin/sh\necho "$NX_DAEMON $PWD $*"\n');
    chmodSync(join(programs, 'nx'), 0o755);
    process.env['NX_DAEMON'] = 'true';
    const { stdout } = await runNxOf(folder, ['show', 'projects']);
    expect(stdout.trim()).toBe(`false ${folder} show projects`);
  } finally {
    if (before === undefined) delete process.env['NX_DAEMON'];
    else process.env['NX_DAEMON'] = before;
    rmSync(folder, { recursive: true });
  }
});
