import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

export interface Background {
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

const askEveryMilliseconds = 100;

/** Starts a server and waits until it answers; one that ends before is an error with its output. */
export async function startServer(
  command: readonly string[],
  answers: () => Promise<boolean>,
  timeoutSeconds = 180,
): Promise<Background> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  }
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${args.join(' ')} does not answer:\n${lines.join('').slice(-2000)}`);
    }
    await wait(askEveryMilliseconds);
  }
  return { stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
