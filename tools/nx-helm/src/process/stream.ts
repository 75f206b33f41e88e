import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';

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
