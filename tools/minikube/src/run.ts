import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@taskora/base/errors';

export interface RunOptions {
  readonly directory?: string;
  /** Added to the environment that the runner was made with; undefined removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds?: number;
  /** Where all output is appended, for a person to read after a failure. */
  readonly log?: string;
  readonly input?: string;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Runner = (
  command: string,
  args: readonly string[],
  options?: RunOptions,
) => Promise<RunResult>;

/** The exit code that shells give for a program that is not there. */
export const PROGRAM_MISSING = 127;
export const TIMED_OUT = 124;

export interface ChildObserver {
  started(pid: number): unknown;
  ended(pid: number): unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The one place that starts programs. Each child leads its own process group, to be ended whole. */
export function createRunner(environment: Environment, observer?: ChildObserver): Runner {
  return (command, args, options = {}) =>
    new Promise((resolve) => {
      const child = spawn(command, args, {
        cwd: options.directory,
        env: { ...environment, ...options.environment },
        stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        detached: true,
      });
      const { pid } = child;
      if (pid !== undefined) observer?.started(pid);
      const collected = collect(child, options);
      const timer = limit(child, options.timeoutSeconds);
      const finish = (code: number): void => {
        clearTimeout(timer.handle);
        if (pid !== undefined) observer?.ended(pid);
        resolve({ code: timer.expired() ? TIMED_OUT : code, ...collected() });
      };
      child.on('error', () => finish(PROGRAM_MISSING));
      child.on('close', (code) => finish(code ?? 1));
    });
}

function collect(child: ChildProcess, options: RunOptions): () => Omit<RunResult, 'code'> {
  let stdout = '';
  let stderr = '';
  const log = options.log === undefined ? undefined : openLog(options.log);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    log?.write(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    log?.write(text);
  });
  child.on('close', () => log?.end());
  if (options.input !== undefined) child.stdin?.on('error', () => undefined).end(options.input);
  return () => ({ stdout, stderr });
}

function openLog(path: string): ReturnType<typeof createWriteStream> {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path, { flags: 'a' });
}

function limit(child: ChildProcess, seconds: number | undefined) {
  let expired = false;
  const handle =
    seconds === undefined
      ? undefined
      : setTimeout(() => {
          expired = true;
          if (child.pid !== undefined) endGroup(child.pid, 'SIGKILL');
        }, seconds * 1000);
  return { handle, expired: () => expired };
}

/** Ends a process and all that it started in its group. */
export function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}

/** What the system says through whatever program finds a disk full. */
const DISK_FULL = /no space left on device|disk quota exceeded/i;

/** Runs a program that has to succeed; its last words go into the error. */
export async function must(
  runner: Runner,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await runner(command, args, options);
  if (result.code === 0) return result;
  const shown = [command, ...args.slice(0, 3)].join(' ');
  const where = options.log === undefined ? '' : ` (all output: ${options.log})`;
  const full = `${result.stdout}\n${result.stderr}`
    .split('\n')
    .find((line) => DISK_FULL.test(line));
  if (full !== undefined) {
    throw new UserError(
      'DISK_FULL',
      `${shown} found no more space on a disk: ${full.trim()}${where}`,
      'df -h, free space there, and run the same command again; finished work is kept',
    );
  }
  throw new UserError(
    'COMMAND_FAILED',
    `${shown} ended with code ${result.code}: ${lastLines(result)}${where}`,
    'remove the cause named above and run the same command again; finished work is kept',
  );
}

/** The line in which the program says why it ended, or its last ones. */
function lastLines(result: RunResult): string {
  const text = (result.stderr.trim() || result.stdout.trim()).split('\n');
  const reason = text.find((line) => /Exiting due to|^error:|^E: /i.test(line.trim()));
  return reason?.trim() ?? (text.slice(-3).join(' | ') || 'it said nothing');
}
