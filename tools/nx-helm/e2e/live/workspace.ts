import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { EndToEndContext } from '../context.ts';
import { fixtureName } from '../environment.ts';
import type { RunningCommand } from '../executor-process.ts';
import type { Finished } from '../worktree.ts';
import { succeed, Worktree } from '../worktree.ts';

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
      chatbot: false,
      api: { replicas: 1, resources: { requests: { cpu: '10m' } } },
      ops: { resources: { requests: { cpu: '10m' } } },
      // The port of the node is that of the release which people use.
      web: {
        replicas: 1,
        resources: { requests: { cpu: '10m' } },
        service: { type: 'ClusterIP', nodePort: null },
      },
    },
  },
  global: {
    urls: { web: 'http://localhost:30000', chatbot: 'http://localhost:30001' },
    database: { mode: 'memory' },
  },
});

/** A worktree with an environment of its own: its charts are those that have the overlay of a development session. */
export class LiveWorkspace {
  readonly #worktree: Worktree;
  readonly #kubectlProgram: string;

  private constructor(worktree: Worktree, { workspaceRoot }: EndToEndContext) {
    this.#worktree = worktree;
    this.#kubectlProgram = join(workspaceRoot, '.taskora/bin/kubectl');
  }

  static async create(given: EndToEndContext): Promise<LiveWorkspace> {
    const worktree = await Worktree.create(given);
    const file = `infra/environments/${environment}.yaml`;
    writeFileSync(join(worktree.folder, file), environmentText);
    return new LiveWorkspace(worktree, given);
  }

  /** The worktree alone; the namespace goes by `removeNamespace`. */
  remove(): Promise<void> {
    return this.#worktree.remove();
  }

  async removeNamespace(): Promise<void> {
    await this.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=180s');
  }

  /** A task in the environment of the test. */
  nx(task: string): Promise<Finished> {
    return this.#worktree.nx(...argumentsOf(task));
  }

  async succeed(task: string): Promise<string> {
    const { exitCode, output } = await this.nx(task);
    assert.equal(exitCode, 0, output);
    return output;
  }

  start(task: string): RunningCommand {
    return this.#worktree.startNx(argumentsOf(task));
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
    this.#worktree.edit(path, from, to);
  }
}

function argumentsOf(task: string): string[] {
  return ['run', task, '-c', environment, '--output-style=stream'];
}
