import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type { RunResult } from './run.ts';
import { notFoundExitCode } from './run.ts';

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
    const finish = (exitCode: number, words = ''): void => {
      input.destroy();
      if (failure !== undefined) reject(failure);
      else resolve({ exitCode, stdout: stdout.join(''), stderr: stderr.join('') + words });
    };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => stdout.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
    child.on('error', (error) => finish(notFoundExitCode, error.message));
    child.on('close', (code) => finish(code ?? 1));
    input.on('error', (error) => {
      failure = error;
      child.kill('SIGKILL');
    });
    // Its exit code and its words say more than the pipe that broke.
    child.stdin.on('error', () => undefined);
    input.pipe(child.stdin);
  });
}
