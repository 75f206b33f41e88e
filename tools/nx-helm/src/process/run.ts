import type { ChildProcess, SpawnOptionsWithoutStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { environmentWith } from '../settings.ts';

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
  /** Called with what the program says on the way to its result. */
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
