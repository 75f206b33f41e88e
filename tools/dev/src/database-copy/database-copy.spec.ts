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
    process.stderr.write('its own error');
    process.exitCode = ${exitCode};
  });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  return started(child, 'pg_dump');
}

describe('a backup', () => {
  it('is a file with its checksum, for its owner alone', async () => {
    const kept = await keepBackup(printing('PGDMP and data'), path);
    expect(readFileSync(path, 'utf8')).toBe('PGDMP and data');
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(`${kept.sha256}  taskora.dump\n`);
    expect(kept.bytes).toBe(14);
    await expect(checkBackup(path)).resolves.toBeUndefined();
  });

  it('is whole although its program has ended before anybody reads', async () => {
    const program = printing('PGDMP and data');
    await program.ended;
    await keepBackup(program, path);
    expect(readFileSync(path, 'utf8')).toBe('PGDMP and data');
  });

  it('never replaces another', async () => {
    writeFileSync(path, 'precious');
    await expect(keepBackup(printing('PGDMP'), path)).rejects.toThrow(/^BACKUP_EXISTS: /);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is not waited for where there is no place for it', async () => {
    writeFileSync(path, 'precious');
    const endless = `setInterval(() => process.stdout.write('x'.repeat(65536)), 1);`;
    const child = spawn(process.execPath, ['-e', endless], { stdio: ['pipe', 'pipe', 'pipe'] });
    const dump = started(child, 'pg_dump');
    await expect(keepBackup(dump, path)).rejects.toThrow(/^BACKUP_EXISTS: /);
    await expect(dump.ended).rejects.toThrow(/EPIPE/);
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
      /DATABASE_PROGRAM_FAILED.*its own error/,
    ],
    ['something that is no backup', 'error: no such pod', 0, /BACKUP_UNREADABLE/],
    ['nothing', '', 0, /BACKUP_UNREADABLE/],
  ])('is not left behind by %s', async (_what, text, exitCode, complaint) => {
    await expect(keepBackup(printing(text, exitCode), path)).rejects.toThrow(complaint);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a restore', () => {
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

describe('a restore that breaks off', () => {
  const open =
    /alter role taskora_api login;\nalter role taskora_auth login;\n.* alter role taskora_api_b login; .*\n.* alter role taskora_auth_b login; .*$/;

  /** What each psql was given, in turn; the one that takes the backup does as the script says. */
  function databaseOf(
    session: string,
    pgRestore: string,
  ): { start: StartProgram; given: () => string[] } {
    let number = 0;
    const start: StartProgram = (program) => {
      const own = join(folder, `psql-${number}`);
      // The first one lets nobody write any more; the second takes the backup.
      const script = program === 'pg_restore' ? pgRestore : number === 1 ? session : takesAll;
      if (program === 'psql') number += 1;
      const child = spawn(process.execPath, ['-e', script, own], {
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      return started(child, program, 100);
    };
    const names = () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('psql-'))
        .sort();
    return { start, given: () => names().map((name) => readFileSync(join(folder, name), 'utf8')) };
  }

  const takesAll = `process.stdin.pipe(require('fs').createWriteStream(process.argv[1]));`;
  /** As kubectl does where the program in the pod has given up before it was given all. */
  const givesUp = `process.stderr.write('psql:<stdin>:9: ERROR:  no such table');
    setInterval(() => undefined, 1000);`;
  const breaksOff = `process.stdout.write('COPY t FROM stdin;\\n1', () => {
    process.stderr.write(
      'E1128 13:24:00.842516    3679 v2.go:167] "Unhandled Error"\\n' +
      'pg_restore: error: could not read from input file\\ncommand terminated with exit code 1\\n');
    process.exitCode = 1;
  });`;
  const endless = `setInterval(() => process.stdout.write('x'.repeat(65536)), 1);`;

  it.each([
    [
      'pg_restore',
      'in a file that is damaged',
      takesAll,
      breaksOff,
      /\(pg_restore: pg_restore: error: could not read from input file\)/,
    ],
    ['psql', 'and whoever brings it there hangs', givesUp, endless, /no such table/],
  ])(
    'at %s, %s, is an error and lets people in again',
    async (_at, _where, session, pgRestore, reason) => {
      await keepBackup(printing('PGDMP and data'), path);
      const { start, given } = databaseOf(session, pgRestore);
      const restoring = restoreBackup(start, { path, replace: true });
      await expect(restoring).rejects.toThrow(
        /^RESTORE_FAILED: .* holds what it held .*ANOTHER\.dump$/,
      );
      await expect(restoring).rejects.toThrow(reason);
      expect(given().join('\n')).not.toContain('commit;');
      expect(given().at(-1)).toMatch(open);
    },
  );
});
