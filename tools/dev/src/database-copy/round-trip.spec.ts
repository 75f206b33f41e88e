import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { RunningProgram, StartProgram } from './programs.ts';
import { checkRoundTrip } from './round-trip.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-round-trip-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database with somebody who writes a row after every program that ends, where they are let in. */
class WrittenDatabase {
  rows = ['row 0'];
  /** Rows whose writes were acknowledged. */
  acknowledged = ['row 0'];
  isOpen = true;
  dumpFails = false;

  readonly start: StartProgram = (program): RunningProgram => {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const ended = text(stdin).then((given) => {
      stdout.end(this.#answer(program, given));
      this.#write();
      if (program === 'pg_dump' && this.dumpFails) throw new Error('no space left');
    });
    ended.catch(() => undefined);
    return { stdin, stdout, ended, stop: () => stdin.end() };
  };

  #write(): void {
    if (!this.isOpen) return;
    const row = `row ${this.rows.length}`;
    this.rows.push(row);
    this.acknowledged.push(row);
  }

  #answer(program: string, given: string): string {
    if (program === 'pg_dump') return `PGDMP${this.rows.join(',')}`;
    if (program === 'pg_restore') return given.replace('PGDMP', 'rows: ');
    if (/\bnologin\b/.test(given)) this.isOpen = false;
    else if (/\blogin\b/.test(given)) this.isOpen = true;
    const restored = /^begin;[^]*rows: (.*)\ncommit;\n$/.exec(given)?.[1];
    if (restored !== undefined) this.rows = restored.split(',');
    return /query_to_xml/.test(given) ? this.rows.join('\n') : '';
  }
}

describe('the check of backups', () => {
  it('loses nothing that somebody writes meanwhile, and lets them in again', async () => {
    const database = new WrittenDatabase();
    const tables = await checkRoundTrip(database.start, join(folder, 'check.dump'));
    expect(database.rows).toEqual(database.acknowledged);
    expect(database.rows.slice(0, -1)).toEqual(tables.split('\n'));
    expect(database.isOpen).toBe(true);
  });

  it('that breaks off lets people in again, with all that there was', async () => {
    const database = new WrittenDatabase();
    database.dumpFails = true;
    const checking = checkRoundTrip(database.start, join(folder, 'check.dump'));
    await expect(checking).rejects.toThrow('no space left');
    expect(database.rows).toEqual(database.acknowledged);
    expect(database.isOpen).toBe(true);
  });
});
