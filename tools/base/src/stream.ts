import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { messageOf } from './errors.ts';
import { codeOfSignal, loadStart, notFoundExitCode, type RunningProgram } from './run.ts';

type ExitArguments = [code: number | null, signal: NodeJS.Signals | null];

const piped = { stdio: ['ignore' as const, 'pipe' as const, 'pipe' as const] };

/** How a program ended, and what it said meanwhile on stderr. */
async function endOf(child: ChildProcess): Promise<FollowEnd> {
  const stderr = text(child.stderr ?? Readable.from([]));
  try {
    const [code, signal] = (await once(child, 'close')) as ExitArguments;
    return { exitCode: code ?? codeOfSignal(signal), stderr: await stderr };
  } catch (error) {
    return { exitCode: notFoundExitCode, stderr: messageOf(error) };
  }
}

/** Runs a program and gives its output as a stream, which fails when the program fails. */
export function streamOutput(
  program: string,
  args: readonly string[],
  toError: (message: string) => Error,
): Readable {
  const output = new PassThrough();
  const work = async (): Promise<void> => {
    const start = await loadStart();
    const { process: child } = start(program, args, piped);
    // A reader that gave up must not leave the program waiting for it.
    if (output.destroyed) child.kill();
    output.on('close', () => child.kill());
    child.stdout?.pipe(output, { end: false });
    const { exitCode, stderr } = await endOf(child);
    if (exitCode === 0) output.end();
    else output.destroy(toError(stderr));
  };
  void work().catch((error: Error) => output.destroy(error));
  return output;
}

export interface FollowOptions {
  readonly onLine: (line: string) => void;
  /** Ends the program. */
  readonly stop: AbortSignal;
}

export interface FollowEnd {
  readonly exitCode: number;
  readonly stderr: string;
}

/** Runs a program that goes on, and hands over what it writes line by line, as it writes it. */
export async function follow(
  program: string,
  args: readonly string[],
  { onLine, stop }: FollowOptions,
): Promise<FollowEnd> {
  const start = await loadStart();
  const { process: child } = start(program, args, piped);
  const end = (): void => void child.kill();
  // A program that goes on must not outlive this process, however that ends.
  process.once('exit', end);
  if (stop.aborted) end();
  else stop.addEventListener('abort', end, { once: true });
  const input = child.stdout ?? Readable.from([]);
  createInterface({ input, crlfDelay: Infinity }).on('line', onLine);
  try {
    return await endOf(child);
  } finally {
    process.removeListener('exit', end);
    stop.removeEventListener('abort', end);
  }
}

export interface StartOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The user that it runs as. */
  readonly identity?: { readonly uid: number; readonly gid: number } | undefined;
  /** It leads a process group, to be ended whole. */
  readonly ownGroup?: boolean;
  /** It goes on after this process has ended. */
  readonly isLeft?: boolean;
  /** The file that has its output, and no other run's; without it, the output is shown. */
  readonly log?: string;
}

export interface ProgramEnd {
  /** As `run` gives it. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
}

export interface StartedProgram extends RunningProgram {
  readonly ended: Promise<ProgramEnd>;
}

/** Starts a program that goes on beside this one. Rejects where the system cannot start it. */
export async function startProgram(
  program: string,
  args: readonly string[],
  { log, isLeft = false, ...options }: StartOptions,
): Promise<StartedProgram> {
  const start = await loadStart();
  if (log !== undefined) mkdirSync(dirname(log), { recursive: true });
  const output = log === undefined ? 'inherit' : openSync(log, 'w');
  const { process: child, pid = 0 } = start(program, args, {
    ...options.identity,
    cwd: options.directory,
    env: options.environment,
    detached: isLeft || options.ownGroup === true,
    stdio: ['ignore', output, output],
  });
  if (typeof output === 'number') closeSync(output);
  // Listened for from the start: it may end before it is known to have started.
  const ended = new Promise<ProgramEnd>((resolve) =>
    child.once('exit', (...[code, signal]: ExitArguments) =>
      resolve({ exitCode: code ?? codeOfSignal(signal), signal }),
    ),
  );
  await once(child, 'spawn');
  if (isLeft) child.unref();
  return { pid, end: (signal) => void child.kill(signal), ended };
}
