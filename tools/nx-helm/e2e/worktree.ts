import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import type { EndToEndContext } from './context.ts';
import { withoutCallersVariables } from './environment.ts';
import { RunningCommand } from './executor-process.ts';

/** What is installed rather than versioned. */
export const installed = [
  ...['node_modules', '.venv', '.taskora/bin', '.taskora/schemas', '.taskora/setup'],
];

export interface Finished {
  readonly exitCode: number;
  readonly output: string;
}

type Variables = Readonly<Record<string, string>>;

/** The last commit of this workspace in a folder of its own, which shares the cache of tasks with it. */
export class Worktree {
  readonly folder: string;
  readonly #workspaceRoot: string;

  private constructor({ workspaceRoot, temporaryFolder }: EndToEndContext) {
    this.#workspaceRoot = workspaceRoot;
    this.folder = join(temporaryFolder, 'workspace');
  }

  static async create(given: EndToEndContext): Promise<Worktree> {
    const worktree = new Worktree(given);
    const { folder } = worktree;
    await succeed('git', [
      ...['-C', given.workspaceRoot, 'worktree', 'add', '--quiet', '--detach'],
      ...[folder, 'HEAD'],
    ]);
    for (const each of installed) {
      const [from, to] = [join(given.workspaceRoot, each), join(folder, each)];
      if (!existsSync(from)) continue;
      mkdirSync(dirname(to), { recursive: true });
      // Links take no room, where the file system has both.
      const linked = await run('cp', ['--archive', '--link', from, to]);
      if (linked.exitCode !== 0) await succeed('cp', ['--archive', '--force', from, dirname(to)]);
    }
    return worktree;
  }

  async remove(): Promise<void> {
    const args = ['worktree', 'remove', '--force', this.folder];
    await run('git', ['-C', this.#workspaceRoot, ...args]);
  }

  async nx(...args: string[]): Promise<Finished> {
    const options = { directory: this.folder, environment: this.#variables() };
    const { exitCode, stdout, stderr } = await run(this.#nx, args, options);
    return { exitCode, output: `${stdout}\n${stderr}` };
  }

  startNx(args: readonly string[], more: Variables = {}): RunningCommand {
    return new RunningCommand(this.#nx, args, {
      directory: this.folder,
      environment: this.#variables(more),
    });
  }

  edit(path: string, from: string, to: string): void {
    const file = join(this.folder, path);
    const before = readFileSync(file, 'utf8');
    assert.ok(before.includes(from), `${path} has ${from}`);
    writeFileSync(file, before.replace(from, to));
  }

  get #nx(): string {
    return join(this.folder, 'node_modules/.bin/nx');
  }

  #variables(more: Variables = {}): NodeJS.ProcessEnv {
    return environmentWith({
      ...withoutCallersVariables(),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_WORKSPACE_ROOT_PATH: this.folder,
      ...more,
    });
  }
}

/** Its output; fails with what it said. */
export async function succeed(
  program: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, { input });
  assert.equal(exitCode, 0, `${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
