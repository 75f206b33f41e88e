import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Result } from 'tinyexec';
import { messageOf } from './errors.ts';
import { loadStart, notFoundExitCode } from './run.ts';

const piped = { stdio: ['ignore' as const, 'pipe' as const, 'pipe' as const] };

/** How a program ended, and what it said meanwhile on stderr; it has no end code where a signal ended it. */
async function endOf({ process: child }: Result): Promise<FollowEnd> {
  const stderr = text(child?.stderr ?? Readable.from([]));
  try {
    const [code] = (await once(child ?? new PassThrough(), 'close')) as [number | null];
    return { exitCode: code ?? 1, stderr: await stderr };
  } catch (error) {
    return { exitCode: notFoundExitCode, stderr: messageOf(error) };
  }
}

/** Runs a program and gives its output as a stream, which fails when the program fails. */
export function streamOutput(
  program: string,
  args: readonly string[],
  toError: (message: string) => Error,
): Readable {
  const output = new PassThrough();
  const work = async (): Promise<void> => {
    const child = (await loadStart())(program, args, piped);
    // A reader that gave up must not leave the program waiting for it.
    if (output.destroyed) child.kill();
    output.on('close', () => child.kill());
    child.process?.stdout?.pipe(output, { end: false });
    const { exitCode, stderr } = await endOf(child);
    if (exitCode === 0) output.end();
    else output.destroy(toError(stderr));
  };
  void work().catch((error: Error) => output.destroy(error));
  return output;
}

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
export async function follow(
  program: string,
  args: readonly string[],
  { onLine, stop }: FollowOptions,
): Promise<FollowEnd> {
  const start = await loadStart();
  const child = start(program, args, piped);
  const end = (): void => void child.kill();
  // A program that goes on must not outlive this process, however that ends.
  process.once('exit', end);
  if (stop.aborted) end();
  else stop.addEventListener('abort', end, { once: true });
  const input = child.process?.stdout ?? Readable.from([]);
  createInterface({ input, crlfDelay: Infinity }).on('line', onLine);
  try {
    return await endOf(child);
  } finally {
    process.removeListener('exit', end);
    stop.removeEventListener('abort', end);
  }
}
