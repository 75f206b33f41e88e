import { relative } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { endOrphans } from './orphans.ts';
import { run } from '../run.ts';

export interface GivenProgram {
  readonly program: string;
  readonly args: readonly string[];
}

/** The program that a command was given to run, with its arguments. */
export function givenProgram([, command = '', program, ...args]: readonly string[]): GivenProgram {
  if (program !== undefined) return { program, args };
  const usage = `node ${relative(workspaceRoot, command)} PROGRAM [ARGUMENT ...]`;
  throw new UserError('USAGE', 'no program was given', usage);
}

/** What a program needs while it runs. */
export interface Service {
  /** Says to the program where the service is. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Runs the program that a command was given, beside a service that exists only for it. */
export async function runBeside(
  argv: readonly string[],
  start: () => Promise<Service>,
): Promise<number> {
  // Ctrl-C reaches the program too; this process stays to stop what it started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const { program, args } = givenProgram(argv);
  await endOrphans();
  const { environment, stop } = await start();
  try {
    const options = { environment, inherit: true, directory: process.cwd() };
    return (await run(program, args, options)).exitCode;
  } finally {
    await stop();
  }
}
