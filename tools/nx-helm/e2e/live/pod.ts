import { strict as assert } from 'node:assert';
import { run } from '@taskora/base/run';
import { until } from '../executor-process.ts';
import type { Subject } from './subjects.ts';
import type { LiveWorkspace } from './workspace.ts';
import { namespace } from './workspace.ts';

interface Container {
  readonly containerID?: string;
  readonly restartCount: number;
  readonly state: { readonly running?: object };
}

interface FoundPod {
  readonly metadata: {
    readonly name: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly status: { readonly containerStatuses?: readonly Container[] };
}

export interface RunningPod {
  readonly name: string;
  readonly containerId: string;
  readonly restarts: number;
  /** Whether a session may write into it. */
  readonly isLive: boolean;
}

/** What a test does to the pod of a service, and what it finds in it. */
export class ServicePod {
  readonly #workspace: LiveWorkspace;
  readonly #subject: Subject;

  constructor(workspace: LiveWorkspace, subject: Subject) {
    this.#workspace = workspace;
    this.#subject = subject;
  }

  /** The one that runs; one that is going does not count. */
  find(): Promise<RunningPod> {
    return until(async () => {
      const selector = `app.kubernetes.io/instance=${this.#subject.release},app.kubernetes.io/component=server`;
      const args = ['get', 'pods', '--selector', selector, '--output', 'json'];
      const { items } = JSON.parse(await this.#workspace.kubectl(...args)) as {
        readonly items: readonly FoundPod[];
      };
      const [found, ...more] = items.filter(
        ({ metadata }) => metadata.deletionTimestamp === undefined,
      );
      const container = found?.status.containerStatuses?.[0];
      if (found === undefined || more.length > 0 || container?.state.running === undefined) return;
      return {
        name: found.metadata.name,
        containerId: (container.containerID ?? '').replace('containerd://', ''),
        restarts: container.restartCount,
        isLive: 'nx-helm/live-port' in (found.metadata.annotations ?? {}),
      };
    }, 120);
  }

  /** Waits until its file has the text: a service of which somebody took it is sent it again. */
  async holds(text: string): Promise<void> {
    await until(async () => {
      const { name } = await this.find();
      const { path, read } = this.#subject;
      const { stdout } = await this.#workspace.tryKubectl('exec', name, '--', ...read, path);
      return stdout.includes(text) || undefined;
    }, 120);
  }

  async do(what: 'remove' | 'change'): Promise<void> {
    const { name } = await this.find();
    const { path } = this.#subject;
    await this.#workspace.kubectl('exec', name, '--', ...this.#subject[what], path);
  }

  /** The container ends while its session cannot have seen yet that a file is gone. */
  async loseWithContainer(): Promise<void> {
    const { name } = await this.find();
    const { path, removeAndEnd } = this.#subject;
    // What does it ends with the container, so that its exit code says nothing.
    await this.#workspace.tryKubectl('exec', name, '--', ...removeAndEnd, path);
  }

  /** As the kernel does where memory is short; the node is this machine. */
  async kill(): Promise<void> {
    const { containerId } = await this.find();
    const args = ['--namespace', 'k8s.io', 'tasks', 'kill', '--signal', 'SIGKILL', containerId];
    const { exitCode, stderr } = await run('ctr', args);
    assert.equal(exitCode, 0, stderr);
  }

  /** By the API that a drain of its node uses. */
  async evict(): Promise<RunningPod> {
    const { name } = await this.find();
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    const address = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
    const args = ['create', '--raw', address, '--filename', '-'];
    await this.#workspace.kubectlWith(JSON.stringify(eviction), ...args);
    return until(async () => {
      const pod = await this.find();
      return pod.name === name ? undefined : pod;
    }, 120);
  }

  /** Its container is another one than it was. */
  async restarted({ name, restarts }: RunningPod): Promise<void> {
    await until(async () => {
      const pod = await this.find();
      return (pod.name === name && pod.restarts > restarts) || undefined;
    }, 120);
  }
}
