import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ended {
  readonly exitCode: number;
  /** All that it wrote, to both outputs. */
  readonly text: string;
}

/** A running task: its output as it comes, until it ends or is ended. */
export class ExecutorProcess {
  private readonly child: ChildProcess;
  private text = '';
  private readonly ended: Promise<number>;

  constructor(root: string, executor: string, project: string, options: object) {
    const script = join(import.meta.dirname, 'run-executor.ts');
    const args = [script, root, executor, project, JSON.stringify(options)];
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
