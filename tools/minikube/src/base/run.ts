import { endGroup, run, type RunResult } from '@taskora/base/run';
import { UserError } from '@taskora/base/errors';

export interface RunOptions {
  readonly directory?: string;
  /** Added to the environment that the runner was made with; undefined removes a variable. */
  readonly environment?: Environment;
  readonly timeoutSeconds?: number;
  /** Where all output is appended, for a person to read after a failure. */
  readonly log?: string;
  readonly input?: string;
}

export type Runner = (
  command: string,
  args: readonly string[],
  options?: RunOptions,
) => Promise<RunResult>;

export const TIMED_OUT = 124;

export interface ChildObserver {
  started(pid: number): unknown;
  ended(pid: number): unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Each child leads its own process group, to be ended whole. */
export function createRunner(inherited: Environment, observer?: ChildObserver): Runner {
  return async (command, args, { timeoutSeconds, environment, ...options } = {}) => {
    let pid: number | undefined;
    let isExpired = false;
    const expire = (): void => {
      isExpired = true;
      if (pid !== undefined) endGroup(pid, 'SIGKILL');
    };
    const timer =
      timeoutSeconds === undefined ? undefined : setTimeout(expire, timeoutSeconds * 1000);
    try {
      const result = await run(command, args, {
        ...options,
        environment: { ...inherited, ...environment },
        ownGroup: true,
        onStart: (child) => observer?.started((pid = child.pid)),
      });
      return isExpired ? { ...result, exitCode: TIMED_OUT } : result;
    } finally {
      clearTimeout(timer);
      if (pid !== undefined) observer?.ended(pid);
    }
  };
}

/** What the system says through whatever program finds a disk full. */
const DISK_FULL = /no space left on device|disk quota exceeded/i;

/** Runs a program that has to succeed; the last lines of its output go into the error. */
export async function must(
  runner: Runner,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await runner(command, args, options);
  if (result.exitCode === 0) return result;
  const shown = [command, ...args.slice(0, 3)].join(' ');
  const where = options.log === undefined ? '' : ` (all output: ${options.log})`;
  const again = 'then run the same command again; finished work is kept';
  const lines = `${result.stdout}\n${result.stderr}`.split('\n');
  const full = lines.find((line) => DISK_FULL.test(line));
  if (full !== undefined) {
    const what = `${shown} ran out of disk space: ${full.trim()}${where}`;
    throw new UserError('DISK_FULL', what, `df -h, free space there, ${again}`);
  }
  const what = `${shown} ended with code ${result.exitCode}: ${lastLines(result)}${where}`;
  throw new UserError('COMMAND_FAILED', what, `correct that cause, ${again}`);
}

/** The line in which the program writes why it ended, or its last ones. */
function lastLines(result: RunResult): string {
  if (result.startError?.code === 'ENOENT') return 'it is not installed';
  const text = (result.stderr.trim() || result.stdout.trim()).split('\n');
  const reason = text.find((line) => /Exiting due to|^error:|^E: /i.test(line.trim()));
  return reason?.trim() ?? (text.slice(-3).join(' | ') || 'it has written nothing');
}
