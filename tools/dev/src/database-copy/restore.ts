import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@taskora/base/errors';
import { checkBackup } from './backup-file.ts';
import { openSession, query, type StartProgram } from './programs.ts';

export const schemas = ['app', 'auth'] as const;

/** Those who write. While they may not connect, the product answers 503 and keeps its sessions. */
const writers = ['taskora_api', 'taskora_auth'];

/** The logins that take turns with these, where the database knows them. */
const others = writers.map((role) => `${role}_b`);
const ofOthers = (change: string): string =>
  others
    .map(
      (role) =>
        `do $$ begin if exists (select from pg_roles where rolname = '${role}') then alter role ${role} ${change}; end if; end $$;`,
    )
    .join('\n');

const shut = [...writers.map((role) => `alter role ${role} nologin;`), ofOthers('nologin')].join(
  '\n',
);
const open = [...writers.map((role) => `alter role ${role} login;`), ofOthers('login')].join('\n');
/** Waits for them: one that was asked to end may still be about to commit. */
const endWriters = `select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
  where usename in (${[...writers, ...others].map((role) => `'${role}'`).join(', ')});`;

/** True as soon as one table of ours holds one row; tables of migrations hold some from the start. */
const hasRows = `
  select coalesce(bool_or((xpath('/row/n/text()', query_to_xml(
    format('select count(*) as n from (select from %I.%I limit 1) as one', schemaname, tablename),
    false, true, '')))[1]::text <> '0'), false)
  from pg_tables where schemaname in (${schemas.map((name) => `'${name}'`).join(', ')})
    and tablename not in ('alembic_version', 'schema_version', 'jwks', 'rateLimit');`;

export interface RestoreRequest {
  readonly path: string;
  /** Whether what the database holds may go. */
  readonly replace: boolean;
}

async function refuseToReplace(start: StartProgram): Promise<void> {
  if ((await query(start, hasRows)) !== 't') return;
  throw new UserError(
    'RESTORE_NOT_EMPTY',
    'the database holds data, which a restore removes',
    'npx nx run platform:backup, then npx nx run platform:restore --file=FILE --replace',
  );
}

const notRestored = (path: string, { what }: UserError, now: string): UserError =>
  new UserError(
    'RESTORE_FAILED',
    `${path} could not be restored, and the database holds ${now} (${what})`,
    'run this command again, or with another backup: npx nx run platform:restore --file=ANOTHER.dump',
  );

/** The backup as statements, in one transaction that begins by removing what is there. */
export async function replaceAll(start: StartProgram, path: string): Promise<void> {
  const session = openSession(start);
  const statements = start('pg_restore', ['--file=-']);
  const drops = schemas.map((name) => `drop schema if exists ${name} cascade;`).join('\n');
  session.stdin.write(`begin;\nset local client_min_messages = warning;\n${drops}\n`);
  session.stdout.resume();
  const sent = pipeline(createReadStream(path), statements.stdin).catch(() => undefined);
  try {
    const taken = pipeline(statements.stdout, session.stdin, { end: false });
    taken.catch(() => undefined);
    // Who has given up takes no more, and the rest would wait for it.
    await Promise.race([taken, session.ended]);
    await statements.ended;
    await sent;
    // Only now: a stream that broke off ends without it, and the database keeps what it had.
    session.stdin.end('\ncommit;\n');
  } catch (error) {
    // Without the commit nothing stays, wherever the statements broke off.
    for (const program of [statements, session]) program.stop();
    const ends = await Promise.allSettled([session.ended, statements.ended]);
    // A pipe that broke says less than whoever broke it.
    const reasons = [error, ...ends.map((end): unknown => 'reason' in end && end.reason)];
    const cause = reasons.find((reason) => reason instanceof UserError);
    throw cause === undefined ? error : notRestored(path, cause, 'what it held');
  }
  await session.ended.catch((error: unknown) => {
    throw error instanceof UserError
      ? notRestored(path, error, 'all of it or what it held')
      : error;
  });
}

/** Keeps out whoever writes, and lets them in again however it ends; each start of the database does too. */
export async function withoutWriters<Result>(
  start: StartProgram,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    await query(start, `${shut}\n${endWriters}`);
    return await work();
  } finally {
    await query(start, open);
  }
}

/** Puts a backup in the place of what the database holds, whole or not at all, while nobody else writes. */
export async function restoreBackup(start: StartProgram, request: RestoreRequest): Promise<void> {
  await checkBackup(request.path);
  if (!request.replace) await refuseToReplace(start);
  await withoutWriters(start, async () => {
    // Somebody may have written since the first check; nobody can from here on.
    if (!request.replace) await refuseToReplace(start);
    await replaceAll(start, request.path);
  });
}
