import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { childEnvironment, workspaceRoot } from './environment.ts';
import { hasCode } from '@taskora/base/error-code';

export interface RunOptions {
  /** Where the program runs; the workspace's root unless given. */
  directory?: string;
  /** Variables added to the inherited environment. */
  environment?: Record<string, string>;
  /** Text for standard input; without it the program has none. */
  input?: string;
  /** Shows the program's output instead of returning it. */
  inherit?: boolean;
}

export interface RunResult {
  exitCode: number;
  /** What came from outside meanwhile to end this program, a person's Ctrl-C for instance. */
  interruption?: NodeJS.Signals;
  stdout: string;
  stderr: string;
}

/** The exit code that tells an interruption from a failure. */
export const interruptionCodes: Readonly<Record<string, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * How a run of tasks has ended: Nx 23.2.1 ends with the code of an interruption when a failure leaves
 * tasks undone, so only what really came from outside counts as one.
 */
export function tasksExitCode({ exitCode, interruption }: RunResult): number {
  if (exitCode === 0) return 0;
  return interruption === undefined ? 1 : (interruptionCodes[interruption] ?? 1);
}

/** Where a cluster program lies: the workspace's own folder of programs first, then the search path. */
export function programPath(name: string): string {
  const own = join(workspaceRoot, '.taskora', 'bin', name);
  return existsSync(own) ? own : name;
}

/** A program that is not there is a condition for people; every other error is a defect. */
function explain(program: string, error: Error): Error {
  if (!hasCode(error, 'ENOENT')) return error;
  return new UserError(
    'PROGRAM_MISSING',
    `${program} is not installed, or the folder to run it in is not there`,
    'npx nx run infra:programs',
  );
}

/** Runs a program with an argument array, never through a shell, and waits for its end. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const output = options.inherit ? 'inherit' : 'pipe';
    const child = spawn(program, args, {
      cwd: options.directory ?? workspaceRoot,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', output, output],
      env: childEnvironment(options.environment),
    });
    const collected = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (collected.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (collected.stderr += text));
    child.stdin?.end(options.input);
    // Ctrl-C reaches the program by itself, SIGTERM does not; this process stays to clean up after it.
    let interruption: NodeJS.Signals | undefined;
    const wait = () => (interruption ??= 'SIGINT');
    const end = () => {
      interruption ??= 'SIGTERM';
      child.kill('SIGTERM');
    };
    process.on('SIGINT', wait).on('SIGTERM', end);
    child.on('error', (error) => reject(explain(program, error)));
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', end);
      const exitCode = code ?? interruptionCodes[signal ?? ''] ?? 1;
      resolve({ exitCode, ...collected, ...(interruption === undefined ? {} : { interruption }) });
    });
  });
}
