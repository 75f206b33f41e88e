import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBackup, keepBackup } from './backup-file.ts';
import { started } from './programs.ts';
import { digestScheduled, findScheduled, readScheduled, type StartPython } from './scheduled.ts';

const start: StartPython = (program, args) =>
  started(
    spawn('python3', ['-c', program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] }),
    'python3',
  );

describe('the backups that the cluster keeps by itself', () => {
  let claim: string;
  let out: string;

  beforeEach(() => {
    claim = mkdtempSync(join(tmpdir(), 'taskora-claim-'));
    out = mkdtempSync(join(tmpdir(), 'taskora-out-'));
    for (const [time, text] of [
      ['20260101T000000Z', 'PGDMP older'],
      ['20260102T000000Z', 'PGDMP newer \u0000ÿ'],
      ['20260103T000000Z', 'PGDMP ha'],
    ] as const) {
      writeFileSync(join(claim, `taskora-${time}.dump`), text, 'latin1');
      // The last one was cut off by a kill.
      if (!text.endsWith('ha')) writeFileSync(join(claim, `taskora-${time}.complete`), '');
    }
  });

  afterEach(() => {
    for (const folder of [claim, out]) rmSync(folder, { recursive: true, force: true });
  });

  it('come out byte for byte, the newest whole one unless another is named', async () => {
    const newest = await findScheduled(start, claim);
    expect(newest.name).toBe('taskora-20260102T000000Z.dump');
    const path = join(out, newest.name);
    const sha256 = await digestScheduled(start, claim, newest.name);
    const whole = { bytes: newest.bytes, sha256 };
    expect(await keepBackup(readScheduled(start, claim, newest.name), path, whole)).toEqual({
      path,
      ...whole,
    });
    await expect(checkBackup(path)).resolves.toBeUndefined();
    expect(readFileSync(path)).toEqual(readFileSync(join(claim, newest.name)));
    const named = 'taskora-20260101T000000Z.dump';
    expect(await findScheduled(start, claim, named)).toEqual({ name: named, bytes: 11 });
  }, 60_000);

  it('are listed where the one that is asked for is not whole or not there', async () => {
    await expect(findScheduled(start, claim, 'taskora-20260103T000000Z.dump')).rejects.toThrow(
      /^BACKUP_MISSING: .*20260103T000000Z.dump .*20260102T000000Z\.dump\).* Do: /,
    );
  }, 60_000);

  it.each([
    [
      'only a part of it arrived',
      1,
      /^BACKUP_UNREADABLE: only \d+ of \d+ bytes of the backup arrived/,
    ],
    ['it is not what it was', 0, /^BACKUP_UNREADABLE: the backup changed on its journey/],
  ])(
    'leave no file where %s',
    async (_how, more, complaint) => {
      const { name, bytes } = await findScheduled(start, claim);
      const whole = { bytes: bytes + more, sha256: '0'.repeat(64) };
      const kept = keepBackup(readScheduled(start, claim, name), join(out, name), whole);
      await expect(kept).rejects.toThrow(complaint);
      expect(readdirSync(out)).toEqual([]);
    },
    60_000,
  );
});
