import { spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { isNativeError } from 'node:util/types';
import type { Options, Result } from 'tinyexec';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Stop {
  readonly when: AbortSignal;
  readonly by: NodeJS.Signals;
}

export interface RunOptions {
  readonly directory?: string | undefined;
  /** All variables that the program has, undefined is none; without it, those of this process. */
  readonly environment?: Environment | undefined;
  /** For standard input; without it the program has none. A stream that fails ends the program. */
  readonly input?: string | Readable | undefined;
  /** Shows the program's output instead of returning it; as progress, all of it on stderr. */
  readonly inherit?: boolean | 'progress' | undefined;
  /** It reads what a person types. */
  readonly isInteractive?: boolean;
  /** Where all output is appended, for a person to read after a failure. */
  readonly log?: string | undefined;
  /** The user that it runs as. */
  readonly identity?: { readonly uid: number; readonly gid: number } | undefined;
  /** It leads a process group, to be ended whole. */
  readonly ownGroup?: boolean;
  /** Ends the program by a signal when the other one is aborted. */
  readonly stops?: readonly Stop[];
  readonly onStart?: (child: RunningProgram) => unknown;
  /** Called with what it writes while it writes it. */
  readonly onOutput?: (text: string, name: 'stdout' | 'stderr') => void;
}

export interface RunningProgram {
  readonly pid: number;
  /** Does nothing where the program has ended, whose number may be another's by then. */
  end(signal: NodeJS.Signals): void;
}

export interface RunResult {
  /**
   * As a shell has it: 127 for a program that cannot be started, 128 and the signal's number for one
   * that a signal has ended.
   */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the system said where the program cannot be started. */
  readonly startError?: NodeJS.ErrnoException;
}

/** Of a program that is not there or cannot be started. */
export const notFoundExitCode = 127;

/** It has a process from the start on, also one that the system could not start. */
type Child = Result & { readonly process: ChildProcess };

type Start = (program: string, args: readonly string[], options: Options['nodeOptions']) => Child;

/** Loaded late: many a process that could run a program runs none. */
export async function loadStart(): Promise<Start> {
  const { x } = await import('tinyexec');
  // The search path is the caller's; folders of Node packages are not put in front of it.
  return (program, args, nodeOptions) =>
    x(program, args, {
      inheritEnv: nodeOptions?.env === undefined,
      nodePath: false,
      nodeOptions,
    }) as Child;
}

/** Runs a program with an argument array, never through a shell, and waits for its end. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const log = options.log === undefined ? undefined : openLog(options.log);
  try {
    return await runLogged(program, args, options, log);
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a');
}

async function runLogged(
  program: string,
  args: readonly string[],
  options: RunOptions,
  log: number | undefined,
): Promise<RunResult> {
  const { input } = options;
  const start = await loadStart();
  try {
    const child = start(program, args, {
      ...options.identity,
      cwd: options.directory,
      env: options.environment,
      detached: options.ownGroup ?? false,
      stdio: [inputOf(options), ...outputsOf(options)],
    });
    return await resultOf(child, options, log);
  } catch (error) {
    if (!isNotStarted(error)) throw error;
    const { message } = error;
    return { exitCode: notFoundExitCode, stdout: '', stderr: message, startError: error };
  } finally {
    if (input instanceof Readable) input.destroy();
  }
}

async function resultOf(
  child: Child,
  { input, ...options }: RunOptions,
  log: number | undefined,
): Promise<RunResult> {
  const { pid } = child;
  const stopListening = listen(child, options.stops ?? []);
  if (pid !== undefined) options.onStart?.({ pid, end: (signal) => child.kill(signal) });
  for (const name of ['stdout', 'stderr'] as const) {
    child.process[name]?.setEncoding('utf8').on('data', (text: string) => {
      if (log !== undefined) appendFileSync(log, text);
      options.onOutput?.(text, name);
    });
  }
  const feeding = feed(child, input);
  try {
    const { exitCode, stdout, stderr } = await child;
    feeding.throwIfAborted();
    return { exitCode: exitCode ?? codeOfSignal(child.signalCode), stdout, stderr };
  } finally {
    stopListening();
  }
}

function inputOf({ isInteractive, input }: RunOptions): 'inherit' | 'ignore' | 'pipe' {
  if (isInteractive === true) return 'inherit';
  return input === undefined ? 'ignore' : 'pipe';
}

function outputsOf({ inherit }: RunOptions) {
  if (inherit === 'progress') return [process.stderr, process.stderr];
  return inherit === true
    ? ['inherit' as const, 'inherit' as const]
    : ['pipe' as const, 'pipe' as const];
}

/**
 * A stream that fails ends the program, because what it has read until then is not what was meant: the
 * signal is aborted then. A program that ends early has its say by its exit code.
 */
function feed(child: Child, input: RunOptions['input']): AbortSignal {
  const failing = new AbortController();
  const { stdin } = child.process;
  if (typeof input === 'string') stdin?.end(input);
  else if (input !== undefined && stdin) {
    input.on('error', (error) => {
      failing.abort(error);
      child.kill('SIGKILL');
    });
    input.pipe(stdin);
  }
  return failing.signal;
}

function listen(child: Result, stops: readonly Stop[]): () => void {
  const listeners = stops.map(({ when, by }) => {
    const stop = (): void => void child.kill(by);
    if (when.aborted) stop();
    else when.addEventListener('abort', stop, { once: true });
    return () => when.removeEventListener('abort', stop);
  });
  return () => listeners.forEach((remove) => remove());
}

/** Whether it is the system that did not start a program. */
function isNotStarted(error: unknown): error is NodeJS.ErrnoException {
  return (
    isNativeError(error) && (error as NodeJS.ErrnoException).syscall?.startsWith('spawn') === true
  );
}

type StartAtOnce = (
  program: string,
  args: readonly string[],
  options: { readonly stdio: 'ignore' },
) => unknown;

export function codeOfSignal(signal: string | null): number {
  return 128 + ((constants.signals as Record<string, number>)[signal ?? ''] ?? 0);
}

/** Ends a process and all that it started in its group. */
export function endGroup(
  pid: number,
  signal: NodeJS.Signals,
  { platform = process.platform, start = spawnSync as StartAtOnce } = {},
): void {
  // Windows has neither groups nor signals: what a process started is found by whose child it is.
  if (platform === 'win32') {
    start('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}
