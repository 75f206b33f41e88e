import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { containerdLoader } from '../../src/image/loaders.ts';
import { imagePrefix, namespace } from './files.ts';
import { writtenObjects } from './written-objects.ts';

/** What the cluster, its node and the engine have of the fixture workspace. */
export class ClusterView {
  readonly programs: string;

  constructor(programs: string) {
    this.programs = programs;
  }

  async kubectl(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.tryKubectl(...args);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  tryKubectl(...args: string[]) {
    const place = ['--context', 'minikube', '--namespace', namespace];
    return run(join(this.programs, 'kubectl'), [...place, ...args]);
  }

  async helm(...args: string[]): Promise<string> {
    const place = ['--kube-context', 'minikube', '--namespace', namespace];
    const { exitCode, stdout, stderr } = await run(join(this.programs, 'helm'), [
      ...args,
      ...place,
    ]);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  /** Release to its revision and the pods that run of it, by their unique ids. */
  async state(): Promise<Record<string, { revision: number; pods: string[] }>> {
    const releases = JSON.parse(await this.helm('list', '--output', 'json')) as {
      name: string;
      revision: string;
    }[];
    const { items } = JSON.parse(await this.kubectl('get', 'pods', '--output', 'json')) as {
      items: { metadata: { uid: string; labels?: { app?: string }; deletionTimestamp?: string } }[];
    };
    const running = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return Object.fromEntries(
      releases.map(({ name, revision }) => [
        name,
        {
          revision: Number(revision),
          pods: running
            .filter(({ metadata }) => metadata.labels?.app === name)
            .map(({ metadata }) => metadata.uid)
            .sort(),
        },
      ]),
    );
  }

  /** Another one after whatever anybody has written into the namespace, or taken from the node. */
  async mark(): Promise<string> {
    const kinds =
      'deployments,services,configmaps,secrets,pods,horizontalpodautoscalers,jobs,leases';
    const list = await this.kubectl('get', kinds, '--output', 'json');
    const { items } = JSON.parse(list) as { items: Parameters<typeof writtenObjects>[0] };
    return [writtenObjects(items), ...(await this.imagesOnNode()).toSorted()].join('\n');
  }

  /** References of the fixture's own images. */
  async imagesOnNode(): Promise<string[]> {
    const all = [...(await containerdLoader().references())];
    return all.filter((name) => name.includes(`/${imagePrefix}/`));
  }

  async image(project: string): Promise<string> {
    const format = `jsonpath={.spec.template.spec.containers[0].image}`;
    return this.kubectl('get', 'deployment', project, '--output', format);
  }

  /**
   * Takes everything away that the tests have put into the cluster, the node and the engine. The cluster needs
   * some seconds for a namespace, which only what begins in it has to wait for.
   */
  async remove({ isAwaited }: { readonly isAwaited: boolean }): Promise<void> {
    const end = isAwaited ? '--timeout=120s' : '--wait=false';
    await this.tryKubectl('delete', 'namespace', namespace, '--ignore-not-found', end);
    const loaded = await this.imagesOnNode();
    if (loaded.length > 0)
      await run('ctr', ['--namespace', 'k8s.io', 'images', 'remove', ...loaded]);
    const format = '{{.Repository}}:{{.Tag}}';
    const built = await run('podman', ['image', 'ls', '--format', format]);
    const tags = built.stdout.split('\n').filter((name) => name.includes(`/${imagePrefix}/`));
    if (tags.length > 0) await run('podman', ['image', 'rm', '--force', ...tags]);
  }
}
