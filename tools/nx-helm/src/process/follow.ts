import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { notFoundExitCode } from './run.ts';

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
