import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import * as base from '@taskora/base/run';
import { hasCode } from '@taskora/base/error-code';
import { childEnvironment, workspaceRoot } from './environment.ts';

export interface RunOptions {
  /** Where the program runs; the workspace's root unless given. */
  directory?: string;
  /** Variables added to the inherited environment. */
  environment?: Record<string, string>;
  /** Text for standard input; without it the program has none. */
  input?: string;
  /** Shows the program's output instead of returning it. */
  inherit?: boolean;
  /** Called with what it writes while it writes it. */
  onOutput?: NonNullable<base.RunOptions['onOutput']>;
}

export interface RunResult extends base.RunResult {
  /** What came from outside meanwhile to end this program, a person's Ctrl-C for instance. */
  readonly interruption?: NodeJS.Signals;
}

/** The exit codes of interruptions, which failures do not have. */
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

/** Programs that the set-up of the cluster makes. */
const ofCluster: ReadonlySet<string> = new Set(['helm', 'kubectl', 'minikube']);

/** A program that is not there is a condition for people; every other error is a defect. */
function explain(program: string, error: NodeJS.ErrnoException): Error {
  if (!hasCode(error, 'ENOENT')) return error;
  return new UserError(
    'PROGRAM_MISSING',
    `${program} is not installed, or the folder to run it in is not there`,
    `${ofCluster.has(program) ? 'npx nx run minikube:programs' : 'node tools/dev/setup.mjs'}, then run this command again`,
  );
}

/** Runs a program with the environment of this one, and does not end before it. */
export async function run(
  program: string,
  args: readonly string[],
  { directory = workspaceRoot, environment, ...options }: RunOptions = {},
): Promise<RunResult> {
  // Ctrl-C reaches the program by itself, SIGTERM does not; this process stays to clean up after it.
  let interruption: NodeJS.Signals | undefined;
  const ending = new AbortController();
  const wait = () => (interruption ??= 'SIGINT');
  const end = () => {
    interruption ??= 'SIGTERM';
    ending.abort();
  };
  process.on('SIGINT', wait).on('SIGTERM', end);
  try {
    const result = await base.run(program, args, {
      ...options,
      directory,
      environment: childEnvironment(environment),
      stops: [{ when: ending.signal, by: 'SIGTERM' }],
    });
    if (result.startError !== undefined) throw explain(program, result.startError);
    return { ...result, ...(interruption === undefined ? {} : { interruption }) };
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', end);
  }
}

export interface MustOptions extends RunOptions {
  /** Of the error where the program fails, with the next command. */
  readonly code: string;
  readonly fix: string;
}

/** What a program prints; a failure is a condition for people, with the end of what it printed. */
export async function must(
  program: string,
  args: readonly string[],
  { code, fix, ...options }: MustOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, options);
  if (exitCode === 0) return stdout;
  const output = [stdout.slice(-4000), stderr.slice(-4000)].filter(Boolean).join('\n').trim();
  const what = `${basename(program)} ${args.join(' ')} failed: ${output || `exit code ${exitCode}`}`;
  throw new UserError(code, what, fix);
}
