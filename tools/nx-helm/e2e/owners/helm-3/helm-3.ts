import { strict as assert } from 'node:assert';
import { run } from '@taskora/base/run';
import { until } from '../../executor-process.ts';
import type { Stage } from '../../stage.ts';
import { providePrograms } from '../programs.ts';

interface RevisionLabels {
  readonly version: string;
  readonly status: string;
}

export type Helm3 = Awaited<ReturnType<typeof provideHelm3>>;

/** Helm 3 itself, for the releases of one namespace, whose charts lie in the workspace. */
export async function provideHelm3(stage: Stage) {
  const program = (await providePrograms('helm-3'))('helm');
  const place = ['--namespace', stage.namespace, '--kube-context', stage.context];
  const chartOf = (name: string): string => `apps/${name}/chart`;
  const upgradeOf = (name: string, values: readonly string[]): string[] => [
    ...['upgrade', name, chartOf(name), ...place, '--wait'],
    ...values.flatMap((value) => ['--set', value]),
  ];
  const statusOf = async (name: string): Promise<string | undefined> => {
    const selector = ['--selector', `owner=helm,name=${name}`];
    const text = await stage.kubectl(['get', 'secrets', ...selector, '--output', 'json']);
    const { items } = JSON.parse(text) as { items: { metadata: { labels: RevisionLabels } }[] };
    const revisions = items.map(({ metadata }) => metadata.labels);
    return revisions.toSorted((one, other) => Number(one.version) - Number(other.version)).at(-1)
      ?.status;
  };
  return {
    program,
    statusOf,
    install: (name: string, ...values: readonly string[]) =>
      stage.must(program, [...upgradeOf(name, values), '--install']),
    upgrade: (name: string, ...values: readonly string[]) =>
      stage.must(program, upgradeOf(name, values)),
    /** It gives up on pods that do not come, and goes back to nothing. */
    failToUpgrade: async (name: string, ...values: readonly string[]): Promise<void> => {
      const args = [...upgradeOf(name, values), '--no-hooks', '--timeout=3s'];
      const { exitCode, text } = await stage.finish(program, args);
      assert.notEqual(exitCode, 0, text);
      assert.equal(await statusOf(name), 'failed');
    },
    /** It is killed while it waits for pods, and says so to nobody. */
    killInUpgrade: async (name: string, ...values: readonly string[]): Promise<void> => {
      const killing = new AbortController();
      const ended = run(program, [...upgradeOf(name, values), '--no-hooks'], {
        directory: stage.root,
        stops: [{ when: killing.signal, by: 'SIGKILL' }],
      });
      const isPending = async () => (await statusOf(name)) === 'pending-upgrade' || undefined;
      await until(isPending).finally(() => killing.abort());
      await ended;
    },
  };
}
