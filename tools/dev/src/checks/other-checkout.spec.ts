import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { bring, installed, runNxOf } from './other-checkout.ts';

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

describe('a folder that is brought to another place', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-checkout-'));
    mkdirSync(join(folder, 'from/package/bin'), { recursive: true });
    writeFileSync(join(folder, 'from/package/bin/program'), '#!/bin/sh\n');
    chmodSync(join(folder, 'from/package/bin/program'), 0o755);
    symlinkSync('package/bin/program', join(folder, 'from/program'), 'file');
    symlinkSync('package/none', join(folder, 'from/broken'), 'file');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has its files and links as they are, and the bytes once', () => {
    bring(join(folder, 'from'), join(folder, 'to'));
    const program = (place: string) => statSync(join(folder, place, 'package/bin/program'));
    expect(program('to')).toMatchObject({ ino: program('from').ino, mode: program('from').mode });
    expect(readlinkSync(join(folder, 'to/program'))).toBe('package/bin/program');
    expect(readlinkSync(join(folder, 'to/broken'))).toBe('package/none');
  });

  it('has folders of its own, and a link that leads out of it as it is', () => {
    symlinkSync('../outside', join(folder, 'from/package/link'), 'file');
    bring(join(folder, 'from'), join(folder, 'to'));
    const inode = (place: string) => statSync(join(folder, place, 'package')).ino;
    expect(inode('to')).not.toBe(inode('from'));
    expect(readlinkSync(join(folder, 'to/package/link'))).toBe('../outside');
    expect(readFileSync(join(folder, 'to/package/bin/program'), 'utf8')).toBe('#!/bin/sh\n');
  });

  it('has nothing of what programs write there', () => {
    mkdirSync(join(folder, 'from/.cache'));
    writeFileSync(join(folder, 'from/.cache/state'), '');
    bring(join(folder, 'from'), join(folder, 'to'));
    expect(existsSync(join(folder, 'to/.cache'))).toBe(false);
  });

  it('stays as it is where the other one is removed', () => {
    bring(join(folder, 'from'), join(folder, 'to'));
    rmSync(join(folder, 'to'), { recursive: true });
    expect(readFileSync(join(folder, 'from/program'), 'utf8')).toBe('#!/bin/sh\n');
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
