import type { ChildProcess, SpawnOptionsWithoutStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { environmentWith } from './settings.ts';

export interface Stop {
  readonly when: AbortSignal;
  readonly by: NodeJS.Signals;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  /** Variables besides those of this process; one without a value is taken out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds?: number;
  /** Ends the program by a signal when the other one is aborted. */
  readonly stops?: readonly Stop[];
  /** Called with the number of the process as soon as there is one. */
  readonly onStart?: (processId: number) => void;
  /** Called with the program's output while it runs. */
  readonly onStderr?: (text: string) => void;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit code of a program that is not there or cannot be started, as a shell reports it. */
export const notFoundExitCode = 127;

/**
 * The one place that starts programs. Arguments are an array and there is no shell, so no name,
 * tag or value can turn into a command.
 */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, spawnOptions(options));
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const stopListening = listen(child, options.stops ?? []);
    const stdout: string[] = [];
    const stderr: string[] = [];
    const finish = (exitCode: number, failure = ''): void => {
      stopListening();
      resolve({ exitCode, stdout: stdout.join(''), stderr: stderr.join('') + failure });
    };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => stdout.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr.push(chunk);
      options.onStderr?.(chunk);
    });
    child.on('error', (error) => finish(notFoundExitCode, error.message));
    child.on('close', (code) => finish(code ?? 1));
    // A program that ends without reading its input must not take this process with it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

function listen(child: ChildProcess, stops: readonly Stop[]): () => void {
  const listeners = stops.map(({ when, by }) => {
    const stop = (): void => void child.kill(by);
    if (when.aborted) stop();
    else when.addEventListener('abort', stop, { once: true });
    return () => when.removeEventListener('abort', stop);
  });
  return () => listeners.forEach((remove) => remove());
}

function spawnOptions(options: RunOptions): SpawnOptionsWithoutStdio {
  return {
    cwd: options.cwd,
    ...(options.environment === undefined ? {} : { env: environmentWith(options.environment) }),
    ...(options.timeoutSeconds === undefined ? {} : { timeout: options.timeoutSeconds * 1000 }),
  };
}

interface ShownRun {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** On stderr, as what is no result. */
  readonly isShownAsProgress?: boolean;
}

/** Runs a program whose output people see as it comes; gives its exit code. */
export function runShown(
  program: string,
  args: readonly string[],
  options: ShownRun,
): Promise<number> {
  const { cwd, environment = {}, isShownAsProgress = false } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environmentWith(environment),
      stdio: isShownAsProgress ? ['inherit', process.stderr, 'inherit'] : 'inherit',
    });
    child.on('error', () => resolve(notFoundExitCode));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a program and gives its output as a stream, which fails when the program fails. */
export function streamOutput(
  program: string,
  args: readonly string[],
  toError: (message: string) => Error,
): Readable {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = new PassThrough();
  const stderr: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
  child.stdout.pipe(output, { end: false });
  // A reader that gave up must not leave the program waiting for it.
  output.on('close', () => child.kill());
  child.on('error', (error) => output.destroy(toError(error.message)));
  child.on('close', (code) => {
    if (code === 0) output.end();
    else output.destroy(toError(stderr.join('')));
  });
  return output;
}

/**
 * Runs a program that reads `input`. A stream that fails ends the program, because what it has read
 * until then is not what was meant; a program that ends early ends the stream.
 */
export function feed(
  program: string,
  args: readonly string[],
  input: Readable,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: string[] = [];
    const stderr: string[] = [];
    let failure: Error | undefined;
    const finish = (exitCode: number, errorText = ''): void => {
      input.destroy();
      if (failure !== undefined) reject(failure);
      else resolve({ exitCode, stdout: stdout.join(''), stderr: stderr.join('') + errorText });
    };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => stdout.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
    child.on('error', (error) => finish(notFoundExitCode, error.message));
    child.on('close', (code) => finish(code ?? 1));
    input.on('error', (error) => {
      failure = error;
      child.kill('SIGKILL');
    });
    // Its exit code and its output say more than the broken pipe.
    child.stdin.on('error', () => undefined);
    input.pipe(child.stdin);
  });
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
export function follow(
  program: string,
  args: readonly string[],
  { onLine, stop }: FollowOptions,
): Promise<FollowEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (): void => void child.kill();
    // A program that goes on must not outlive this process, however that ends.
    process.once('exit', end);
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
    const stderr: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', onLine);
    const finish = (exitCode: number, failure = ''): void => {
      process.removeListener('exit', end);
      stop.removeEventListener('abort', end);
      resolve({ exitCode, stderr: stderr.join('') + failure });
    };
    child.on('error', (error) => finish(notFoundExitCode, error.message));
    child.on('close', (code) => finish(code ?? 1));
  });
}
