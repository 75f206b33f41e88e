import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ended {
  readonly exitCode: number;
  /** All that it wrote, to both outputs. */
  readonly text: string;
}

interface CommandPlace {
  readonly directory?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A running command: its output as it comes, until it ends or is ended. */
export class RunningCommand {
  private readonly child: ChildProcess;
  private text = '';
  private readonly ended: Promise<number>;

  constructor(program: string, args: readonly string[], place: CommandPlace = {}) {
    this.child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, which a test interrupts as a terminal does.
      detached: true,
      ...(place.directory === undefined ? {} : { cwd: place.directory }),
      ...(place.environment === undefined ? {} : { env: place.environment }),
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    }
    this.ended = new Promise((resolve) => this.child.on('close', (code) => resolve(code ?? 1)));
  }

  async end(): Promise<Ended> {
    return { exitCode: await this.ended, text: this.text };
  }

  /** As Nx ends a continuous task. */
  async stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.end();
  }

  /** As Ctrl-C in a terminal: all of its processes are interrupted. */
  async interrupt(): Promise<Ended> {
    const { exitCode, signalCode, pid } = this.child;
    if (exitCode === null && signalCode === null && pid !== undefined) process.kill(-pid, 'SIGINT');
    return this.end();
  }

  /** Waits for output that matches; the first `after` characters do not count. */
  async prints(pattern: RegExp, after = 0, timeoutSeconds = 60): Promise<string> {
    return until(() => pattern.exec(this.text.slice(after))?.[0], timeoutSeconds).catch(() => {
      throw new Error(`it never said ${String(pattern)}, but:\n${this.text}`);
    });
  }

  get length(): number {
    return this.text.length;
  }
}

/** A task by itself, without Nx. */
export class ExecutorProcess extends RunningCommand {
  constructor(root: string, executor: string, project: string, options: object) {
    const script = join(import.meta.dirname, 'run-executor.ts');
    super(process.execPath, [script, root, executor, project, JSON.stringify(options)]);
  }
}

/** Asks until there is an answer. */
export async function until<Answer>(
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  timeoutSeconds = 60,
): Promise<Answer> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`nothing came in ${timeoutSeconds} seconds`);
    await sleep(100);
  }
}
