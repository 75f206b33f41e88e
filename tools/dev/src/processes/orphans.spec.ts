import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphans, recordChild } from './orphans.ts';

describe('what a killed run left behind', () => {
  const deadOwner = { pid: process.pid, start: 'another time' };
  let records: string;
  let child: ChildProcess;
  let ended: Promise<unknown[]>;

  beforeEach(() => {
    records = mkdtempSync(join(tmpdir(), 'taskora-orphans-'));
    child = spawn('sleep', ['600']);
    ended = once(child, 'exit');
  });

  afterEach(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(records, { recursive: true, force: true });
  });

  it('is ended by the next run, and its data are removed', async () => {
    const folder = join(records, 'data');
    mkdirSync(folder);
    recordChild(child.pid ?? 0, { owner: deadOwner, folder }, records);
    await endOrphans(records);
    await ended;
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(records)).toEqual([]);
  });

  it('is left alone while the run that owns it is alive', async () => {
    recordChild(child.pid ?? 0, {}, records);
    await endOrphans(records);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    expect(readdirSync(records)).toHaveLength(1);
  });

  it('differs from another process that has got its number', async () => {
    const record = { child: { pid: child.pid, start: 'another time' }, owner: deadOwner };
    writeFileSync(join(records, 'reused.json'), JSON.stringify(record));
    await endOrphans(records);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    expect(readdirSync(records)).toEqual([]);
  });

  it('may be noted in a file that was cut off', async () => {
    writeFileSync(join(records, '1.json'), '{"child"');
    await endOrphans(records);
    expect(readdirSync(records)).toEqual([]);
  });

  it('is forgotten when it ended in order', () => {
    recordChild(child.pid ?? 0, {}, records).forget();
    expect(readdirSync(records)).toEqual([]);
  });
});
