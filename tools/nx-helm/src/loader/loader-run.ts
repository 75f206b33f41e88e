import type { Readable } from 'node:stream';
import { NxHelmError } from '../errors.ts';
import type { RunResult } from '../process/run.ts';
import { run } from '../process/run.ts';
import { feed } from '../process/stream.ts';

/** A program that answers for a runtime, and how a person asks it whether it is well. */
export interface LoaderProgram {
  readonly program: string;
  readonly checkCommand: string;
}

/**
 * Runs a loader's program, on an archive if there is one, and fails with its own words. It knows of
 * no project: several may share one answer.
 */
export async function loaderRun(
  loader: LoaderProgram,
  args: readonly string[],
  input?: Readable,
): Promise<string> {
  const { program } = loader;
  const result = input === undefined ? run(program, args) : feed(program, args, input);
  const { exitCode, stdout, stderr } = await result;
  if (exitCode === 0) return stdout;
  throw loadFailed(loader, args, { exitCode, stdout, stderr });
}

export function loadFailed(
  { program, checkCommand }: LoaderProgram,
  args: readonly string[],
  { stderr, stdout }: RunResult,
): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_LOAD_FAILED',
    what: `${program} ${args.join(' ')}: ${stderr.trim() || stdout.trim()}`,
    command: checkCommand,
  });
}
