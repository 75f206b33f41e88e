import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWith } from '../../src/base/settings.ts';
import type { EndToEndContext } from '../context.ts';
import { fixtureName, withoutCallersVariables } from '../environment.ts';
import { RunningCommand } from '../executor-process.ts';

/** Deleted in the end, so nothing else may be in it. */
export const namespace = `${fixtureName}-live`;
const place = ['--context', 'minikube', '--namespace', namespace];
/** Of the environment's file, and so of the configuration of each target. */
const environment = 'e2e-live';

/** The services that are tried, and what they cannot do without, beside whatever else the cluster runs. */
const environmentText = JSON.stringify({
  nxHelm: {
    kubeVersion: '1.34.4',
    contexts: ['minikube'],
    namespace,
    releases: {
      web: false,
      chatbot: false,
      api: { replicas: 1, resources: { requests: { cpu: '10m' } } },
      ops: { resources: { requests: { cpu: '10m' } } },
    },
  },
  global: {
    urls: { web: 'http://localhost:30000', chatbot: 'http://localhost:30001' },
    database: { mode: 'memory' },
  },
});

/** What is installed rather than versioned. */
const installed = ['node_modules', '.venv', '.taskora/bin', '.taskora/schemas', '.taskora/setup'];

export interface Finished {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * The last commit of this workspace in a folder of its own, with an environment of its own: its charts are
 * those that have the overlay of a development session, and a worktree shares the cache of tasks.
 */
export class LiveWorkspace {
  readonly folder: string;
  readonly #kubectlProgram: string;
  readonly #workspaceRoot: string;

  private constructor({ workspaceRoot, temporaryFolder }: EndToEndContext) {
    this.#workspaceRoot = workspaceRoot;
    this.folder = join(temporaryFolder, 'workspace');
    this.#kubectlProgram = join(workspaceRoot, '.taskora/bin/kubectl');
  }

  static async create(given: EndToEndContext): Promise<LiveWorkspace> {
    const workspace = new LiveWorkspace(given);
    const { folder } = workspace;
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
    writeFileSync(join(folder, `infra/environments/${environment}.yaml`), environmentText);
    return workspace;
  }

  /** The worktree alone; the namespace goes by `removeNamespace`. */
  async remove(): Promise<void> {
    const args = ['worktree', 'remove', '--force', this.folder];
    await run('git', ['-C', this.#workspaceRoot, ...args]);
  }

  async removeNamespace(): Promise<void> {
    await this.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=180s');
  }

  /** A task in the environment of the test. */
  async nx(task: string): Promise<Finished> {
    const [program, ...args] = this.#task(task);
    const options = { directory: this.folder, environment: this.#variables() };
    const { exitCode, stdout, stderr } = await run(program, args, options);
    return { exitCode, output: `${stdout}\n${stderr}` };
  }

  async succeed(task: string): Promise<string> {
    const { exitCode, output } = await this.nx(task);
    assert.equal(exitCode, 0, output);
    return output;
  }

  start(task: string): RunningCommand {
    const [program, ...args] = this.#task(task);
    return new RunningCommand(program, args, {
      directory: this.folder,
      environment: this.#variables(),
    });
  }

  async kubectl(...args: string[]): Promise<string> {
    return this.kubectlWith('', ...args);
  }

  async kubectlWith(input: string, ...args: string[]): Promise<string> {
    return succeed(this.#kubectlProgram, [...place, ...args], input);
  }

  tryKubectl(...args: string[]) {
    return run(this.#kubectlProgram, [...place, ...args]);
  }

  edit(path: string, from: string, to: string): void {
    const file = join(this.folder, path);
    const before = readFileSync(file, 'utf8');
    assert.ok(before.includes(from), `${path} has ${from}`);
    writeFileSync(file, before.replace(from, to));
  }

  #task(task: string): [string, ...string[]] {
    const nx = join(this.folder, 'node_modules/.bin/nx');
    return [nx, 'run', task, '-c', environment, '--output-style=stream'];
  }

  #variables(): NodeJS.ProcessEnv {
    return environmentWith({
      ...withoutCallersVariables(),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_WORKSPACE_ROOT_PATH: this.folder,
    });
  }
}

async function succeed(program: string, args: readonly string[], input = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, { input });
  assert.equal(exitCode, 0, `${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
