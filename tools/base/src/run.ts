import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { x } from 'tinyexec';

type Environment = Readonly<Record<string, string | undefined>>;

export interface RunOptions {
  readonly directory?: string;
  /** All variables that the program has: nothing is inherited, and undefined is none. */
  readonly environment: Environment;
  /** Text for standard input; without it the program has none. */
  readonly input?: string;
  /** Shows the program's output instead of returning it. */
  readonly inherit?: boolean;
  /** Where all output is appended, for a person to read after a failure. */
  readonly log?: string;
  /** It leads a process group, to be ended whole. */
  readonly ownGroup?: boolean;
  readonly onStart?: (child: RunningProgram) => unknown;
}

export interface RunningProgram {
  readonly pid: number;
  /** Does nothing where the program has ended, whose number may be another's by then. */
  end(signal: NodeJS.Signals): void;
}

export interface RunResult {
  /** As a shell has it: 128 and the signal's number for a program that a signal has ended. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program with an argument array, never through a shell, and waits for its end. Rejects with
 * the error of the system where it cannot be started.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions,
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
  { input, inherit, ...options }: RunOptions,
  log: number | undefined,
): Promise<RunResult> {
  const output = inherit === true ? 'inherit' : 'pipe';
  const child = x(program, args, {
    inheritEnv: false,
    // The search path is the caller's; folders of Node packages are not put in front of it.
    nodePath: false,
    ...(input === undefined ? {} : { stdin: input }),
    nodeOptions: {
      cwd: options.directory,
      env: options.environment,
      detached: options.ownGroup ?? false,
      stdio: [input === undefined ? 'ignore' : 'pipe', output, output],
    },
  });
  const { pid } = child;
  if (pid !== undefined) options.onStart?.({ pid, end: (signal) => child.kill(signal) });
  if (log !== undefined) {
    for (const stream of [child.process?.stdout, child.process?.stderr]) {
      stream?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
    }
  }
  const { exitCode, stdout, stderr } = await child;
  return { exitCode: exitCode ?? codeOfSignal(child.signalCode), stdout, stderr };
}

function codeOfSignal(signal: string | null): number {
  return 128 + ((constants.signals as Record<string, number>)[signal ?? ''] ?? 0);
}

/** Ends a process and all that it started in its group. */
export function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}
