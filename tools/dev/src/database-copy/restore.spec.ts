import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { keepBackup } from './backup-file.ts';
import type { RunningProgram, StartProgram } from './programs.ts';
import { restoreBackup } from './restore.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-restore-'));
  path = join(folder, 'taskora.dump');
  const { start } = programs({ pg_dump: () => ({ said: 'PGDMP' }) });
  const dump = start('pg_dump', []);
  dump.stdin.end();
  await keepBackup(dump, path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  readonly said: string;
  readonly failure?: Error;
}

/** Programs that answer when their input has ended; `inputs` has what each was given, in order. */
function programs(answers: Readonly<Record<string, (given: string) => Answer>>) {
  const inputs: string[] = [];
  const start: StartProgram = (program): RunningProgram => {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const ended = text(stdin).then((given) => {
      inputs.push(given);
      const { said, failure } = answers[program]?.(given) ?? { said: '' };
      stdout.end(said);
      if (failure !== undefined) throw failure;
    });
    ended.catch(() => undefined);
    // A program that is stopped reads no more and says no more.
    const stop = (): void => {
      stdin.end();
      stdout.end();
    };
    return { stdin, stdout, ended, stop };
  };
  return { start, inputs };
}

/** What was done in a database, whose tables have rows at these checks. */
async function restored(
  checks: readonly boolean[],
  { replace = false, failure }: { readonly replace?: boolean; readonly failure?: Error } = {},
) {
  const left = [...checks];
  const { start, inputs } = programs({
    psql: (given) => ({ said: /bool_or/.test(given) ? (left.shift() === true ? 't' : 'f') : '' }),
    pg_restore: () => ({
      said: 'create schema app;',
      ...(failure === undefined ? {} : { failure }),
    }),
  });
  const error = await restoreBackup(start, { path, replace }).then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  return { error, done: inputs.map(nameOf).filter((name) => name !== 'backup') };
}

function nameOf(given: string): string {
  if (given === 'PGDMP') return 'backup';
  if (/bool_or/.test(given)) return 'check';
  if (/^alter role taskora_api nologin;[^]*pg_terminate_backend/.test(given)) return 'shut';
  if (/^alter role taskora_api login;/.test(given)) return 'open';
  const [, end = 'no commit'] = /;\s*(commit);\s*$/.exec(given) ?? [];
  const isWhole = /^begin;[^]*drop schema if exists app cascade;[^]*create schema app;/.test(given);
  return isWhole ? `replace, ${end}` : given;
}

describe('a restore', () => {
  it('keeps writers out while it replaces all in one transaction, and lets them in again', async () => {
    expect(await restored([false, false])).toEqual({
      error: undefined,
      done: ['check', 'shut', 'check', 'replace, commit', 'open'],
    });
  });

  it('removes data only for somebody who says so', async () => {
    expect(await restored([true])).toEqual({
      error: expect.stringMatching(/RESTORE_NOT_EMPTY: .*--replace/),
      done: ['check'],
    });
    expect(await restored([], { replace: true })).toEqual({
      error: undefined,
      done: ['shut', 'replace, commit', 'open'],
    });
  });

  it('removes nothing that was written between its check and the moment nobody could write', async () => {
    expect(await restored([false, true])).toEqual({
      error: expect.stringContaining('RESTORE_NOT_EMPTY'),
      done: ['check', 'shut', 'check', 'open'],
    });
  });

  it('that breaks off leaves the database as it was, and open', async () => {
    const failure = new Error('input file is too short');
    expect(await restored([], { replace: true, failure })).toEqual({
      error: 'Error: input file is too short',
      done: ['shut', 'replace, no commit', 'open'],
    });
  });
});
