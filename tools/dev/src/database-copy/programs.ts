import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, pipeline, type Readable, type Writable } from 'node:stream';
import { UserError } from '@taskora/base/errors';
import { spawnInPod } from '../cluster/kubectl.ts';

/** A program of PostgreSQL at work beside the database. */
export interface RunningProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when it has ended; rejects with its own error when it failed. */
  readonly ended: Promise<void>;
  /** Ends it, if it does not end by itself soon now that it is given no more. */
  stop(): void;
}

/** Starts pg_dump, pg_restore or psql of the database's own version, as its superuser. */
export type StartProgram = (program: string, args: readonly string[]) => RunningProgram;

const connection = ['--host=/tmp', '--username=postgres', '--no-password'];
/** pg_restore connects to nothing here: it turns a backup into statements. */
const connects = new Set(['pg_dump', 'psql']);

/** On one line, and without what kubectl adds of itself. */
const ownError = (output: string): string =>
  output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(command terminated with|[EIW]\d{4} )/.test(line))
    .join('; ');

/** What each of them prints when it gives up, as it does at the first error here. */
const fatalError = /^(psql|pg_dump|pg_restore)\b.*\b(error|fatal):/im;

/**
 * A program in a pod may have failed while kubectl (1.34) goes on waiting for nothing, when its input was not
 * at its end: whoever has said that it gives up, or is to be stopped, has so long to end.
 */
export function started(
  child: ChildProcess,
  what: string,
  graceMilliseconds = 5000,
): RunningProgram {
  const { stdin, stderr } = child;
  if (stdin === null || child.stdout === null) throw new Error(`${what} has no streams`);
  // When a child has exited, Node throws away what it wrote and nobody reads yet.
  const stdout = new PassThrough();
  pipeline(child.stdout, stdout, () => undefined);
  let output = '';
  let limit: NodeJS.Timeout | undefined;
  const giveGrace = (): void => {
    limit ??= setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  };
  const stop = (): void => {
    stdin.end();
    giveGrace();
  };
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4000);
    if (fatalError.test(output)) giveGrace();
  });
  // A program that ends early takes no more; its exit code says why.
  stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    clearTimeout(limit);
    if (code === 0) return;
    throw new UserError(
      'DATABASE_PROGRAM_FAILED',
      `${what}: ${ownError(output) || `exit code ${code ?? 'none'}`}`,
      'npx nx run dev:status',
    );
  });
  ended.catch(() => undefined);
  return { stdin, stdout, ended, stop };
}

/** In the database's pod, over kubectl. */
export const startInCluster: StartProgram = (program, args) => {
  const own = connects.has(program) ? connection : [];
  return started(spawnInPod('postgres-0', program, [...own, ...args]), program);
};

const quiet = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];

/** Runs statements and gives what they print. */
export async function query(start: StartProgram, statements: string): Promise<string> {
  const psql = openSession(start);
  let text = '';
  psql.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  psql.stdin.end(statements);
  await psql.ended;
  return text.trim();
}

/** psql for statements that come piece by piece; nothing of them stays unless they commit. */
export const openSession = (start: StartProgram): RunningProgram =>
  start('psql', ['--dbname=taskora', ...quiet, '--file=-']);
