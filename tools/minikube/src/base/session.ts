import { acquireLockPatiently, type Holder } from '@taskora/base/lock';
import { ownIdentity } from '@taskora/base/identity';
import type { Output } from './progress.ts';
import { createRunner, type Runner } from './run.ts';
import { lockFile, logsFolder, temporaryFolder, type Settings } from './settings.ts';
import { createWorkFolder, removeLeftovers } from './workfolder.ts';

/** One run that changes anything: it holds the lock, and its temporary files end with it. */
export interface Session {
  readonly settings: Settings;
  readonly runner: Runner;
  readonly work: string;
  readonly logs: string;
  readonly output: Output;
}

export const PROGRAMS = 'programs';

/**
 * Providing programs takes part in every run, so it and the others wait for each other. Two runs
 * that change the cluster refuse each other.
 */
const waitsFor =
  (command: string) =>
  (holder: Holder): boolean =>
    command === PROGRAMS || holder.command === PROGRAMS;

const INTERRUPTIONS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export async function withSession<Result>(
  command: string,
  settings: Settings,
  output: Output,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const self = { ...ownIdentity(), command };
  const say = (holder: Holder): unknown =>
    output.write(`Waits for ${holder.command} (process ${holder.pid}).\n`);
  const lock = await acquireLockPatiently(lockFile(settings), self, waitsFor(command), say);
  const parent = temporaryFolder(settings);
  removeLeftovers(parent);
  const folder = createWorkFolder(parent);
  const cleanUp = (): void => {
    folder.endChildren();
    folder.remove();
    lock.release();
  };
  const restore = onInterruption((signal) => {
    output.write(
      `\nINTERRUPTED: ${signal}. Do: run the same command again; finished work is kept\n`,
    );
    cleanUp();
    process.exit(INTERRUPTIONS[signal]);
  });
  try {
    const environment = { ...settings.environment, ...folder.environment };
    const runner = createRunner(environment, folder.observer);
    const logs = logsFolder(settings);
    return await body({ settings, runner, work: folder.path, logs, output });
  } finally {
    restore();
    cleanUp();
  }
}

function onInterruption(react: (signal: keyof typeof INTERRUPTIONS) => void): () => void {
  const signals = Object.keys(INTERRUPTIONS) as (keyof typeof INTERRUPTIONS)[];
  for (const signal of signals) process.on(signal, react);
  return () => {
    for (const signal of signals) process.off(signal, react);
  };
}

/** For questions that change nothing. */
export const plainRunner = (settings: Settings): Runner => createRunner(settings.environment);
