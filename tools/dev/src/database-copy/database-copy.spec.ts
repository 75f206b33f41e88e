import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBackup, keepBackup } from './backup-file.ts';
import { started, type StartProgram } from './programs.ts';
import { restoreBackup } from './restore.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-copy-'));
  path = join(folder, 'taskora.dump');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that prints, says something on its error output, and ends with a code. */
function printing(text: string, exitCode = 0) {
  const script = `process.stdout.write(${JSON.stringify(text)}, () => {
    process.stderr.write('its own words');
    process.exitCode = ${exitCode};
  });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  return started(child, 'pg_dump');
}

describe('a backup (F15)', () => {
  it('is a file with its checksum, for its owner alone', async () => {
    const kept = await keepBackup(printing('PGDMP and data'), path);
    expect(readFileSync(path, 'utf8')).toBe('PGDMP and data');
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(`${kept.sha256}  taskora.dump\n`);
    expect(kept.bytes).toBe(14);
    await expect(checkBackup(path)).resolves.toBeUndefined();
  });

  it('never replaces another', async () => {
    writeFileSync(path, 'precious');
    await expect(keepBackup(printing('PGDMP'), path)).rejects.toThrow(/^BACKUP_EXISTS: /);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is no file when its checksum cannot be written', async () => {
    mkdirSync(`${path}.sha256`);
    await expect(keepBackup(printing('PGDMP and data'), path)).rejects.toThrow(/EISDIR/);
    expect(readdirSync(folder)).toEqual(['taskora.dump.sha256']);
  });

  it.each([
    [
      'a program that failed in the middle',
      'PGDMP half',
      1,
      /DATABASE_PROGRAM_FAILED.*its own words/,
    ],
    ['something that is no backup', 'error: no such pod', 0, /BACKUP_UNREADABLE/],
    ['nothing', '', 0, /BACKUP_UNREADABLE/],
  ])('is not left behind by %s', async (_what, text, exitCode, complaint) => {
    await expect(keepBackup(printing(text, exitCode), path)).rejects.toThrow(complaint);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a restore (F15)', () => {
  const none: StartProgram = () => {
    throw new Error('the database was touched');
  };

  it.each([
    ['is not there', () => undefined, /BACKUP_MISSING: there is no file/],
    ['has no checksum', () => rmSync(`${path}.sha256`), /BACKUP_MISSING: .*sha256 is not there/],
    ['was changed', () => writeFileSync(path, 'PGDMP and date'), /BACKUP_DAMAGED/],
    ['was cut', () => writeFileSync(path, 'PGDMP'), /BACKUP_DAMAGED/],
  ])('touches nothing when the file %s', async (what, damage, complaint) => {
    if (what !== 'is not there') await keepBackup(printing('PGDMP and data'), path);
    damage();
    await expect(restoreBackup(none, { path, replace: true })).rejects.toThrow(complaint);
    expect(existsSync(path)).toBe(what !== 'is not there');
  });
});
