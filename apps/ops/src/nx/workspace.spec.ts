import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { environmentOfNx } from '../config.ts';
import { openWorkspace } from './workspace.ts';

const signal = new AbortController().signal;

/** An Nx that writes this answer where it is asked to, and notes what it was asked. */
function answering(answer: unknown, exitCode = 0, output = '') {
  const asked: string[][] = [];
  const runNx = (args: readonly string[]) => {
    asked.push([...args]);
    const out = args.find((one) => one.startsWith('--out='))?.slice('--out='.length) ?? '';
    writeFileSync(out, JSON.stringify(answer));
    return Promise.resolve({ exitCode, output });
  };
  return { asked, runNx };
}

describe('what a checkout adds (O1)', () => {
  it('is the drift that nx-helm finds, of one release or of all', async () => {
    const drifts = [
      { release: 'api', source: [], revision: [], live: ['Deployment/api spec.replicas: 2 -> 3'] },
      { release: 'web', source: [], revision: [], live: [] },
    ];
    const { runNx } = answering(drifts);
    const workspace = openWorkspace({ runNx });
    expect((await workspace.drift(undefined, signal))['releases']).toEqual(drifts);
    expect((await workspace.drift('web', signal))['releases']).toEqual([drifts[1]]);
    await expect(workspace.drift('nowhere', signal)).rejects.toThrow(
      /^OPS_RELEASE_UNKNOWN: .*it deploys api, web/,
    );
  });

  it('is the plan against the cluster, and never a cluster that it starts for it', async () => {
    const { asked, runNx } = answering({ version: 1, context: 'minikube', releases: [] });
    const plan = await openWorkspace({ runNx, environment: 'ci' }).plan(undefined, signal);
    expect(plan).toEqual({ version: 1, context: 'minikube', releases: [] });
    expect(asked[0]?.slice(0, 2)).toEqual(['run', 'infra:plan']);
    expect(asked[0]).toEqual(
      expect.arrayContaining(['--exclude-task-dependencies', '--configuration=ci']),
    );
  });

  it('is a forecast where a base is named, whose name is one argument', async () => {
    const { asked, runNx } = answering({ base: 'x', releases: [{ project: 'api' }] });
    await openWorkspace({ runNx }).forecast('api', 'main', signal);
    expect(asked[0]).toEqual(expect.arrayContaining(['infra:forecast', '--base=main']));
  });

  it('fails with the code that the task printed, and with its own where there is none', async () => {
    const printed =
      'NX  Ran target\nNXHELM_CLUSTER_UNREACHABLE: the cluster of context minikube does not answer: x. Do: kubectl get nodes\n';
    const failing = openWorkspace({ runNx: answering({}, 1, printed).runNx });
    await expect(failing.plan(undefined, signal)).rejects.toMatchObject({
      code: 'NXHELM_CLUSTER_UNREACHABLE',
      command: 'kubectl get nodes',
    });
    const silent = openWorkspace({ runNx: answering({}, 1, 'password=abcdef').runNx });
    await expect(silent.drift(undefined, signal)).rejects.toThrow(
      /^OPS_NX_FAILED: nx run infra:drift failed: password=\*\*\*/,
    );
  });

  it('is of the context that the server asks, whatever the current one is', async () => {
    const contexts: unknown[] = [];
    const runNx = (
      args: readonly string[],
      _signal: AbortSignal,
      { KUBECONFIG = '' }: Readonly<Record<string, string | undefined>>,
    ) => {
      const [file = '', ...rest] = KUBECONFIG.split(delimiter);
      contexts.push(JSON.parse(readFileSync(file, 'utf8')), rest);
      return answering([]).runNx(args);
    };
    const variables = { KUBECONFIG: ['/one', '/other'].join(delimiter) };
    await openWorkspace({ runNx, context: 'kind', variables }).drift(undefined, signal);
    expect(contexts).toEqual([
      expect.objectContaining({ 'current-context': 'kind' }),
      ['/one', '/other'],
    ]);
  });

  it('is refused where the environment is in another namespace than the server reads', async () => {
    const { asked, runNx } = answering([]);
    const gateway = { runNx, environment: 'gateway', namespace: 'taskora' };
    const other = openWorkspace(gateway);
    for (const ask of [() => other.drift(undefined, signal), () => other.plan(undefined, signal)]) {
      await expect(ask()).rejects.toThrow(
        /^OPS_NAMESPACE_MISMATCH: .*taskora-routing. Do: set OPS_NAMESPACE=taskora-routing/,
      );
    }
    expect(asked).toEqual([]);
    await openWorkspace({ ...gateway, environment: 'ci' }).drift(undefined, signal);
    await openWorkspace({ runNx, namespace: 'taskora' }).drift(undefined, signal);
    await expect(
      openWorkspace({ runNx, namespace: 'elsewhere' }).drift(undefined, signal),
    ).rejects.toThrow(/^OPS_NAMESPACE_MISMATCH: .*is in taskora\b/);
  });

  it('asks Nx one question at a time, also after one that failed', async () => {
    let running = 0;
    let most = 0;
    const runNx = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { exitCode: 1, output: '' };
    };
    const workspace = openWorkspace({ runNx });
    const questions = [1, 2, 3].map(() => workspace.drift(undefined, signal));
    const results = await Promise.allSettled(questions);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(most).toBe(1);
  });

  it('is asked of the Nx of this checkout, whose refusal keeps its code', async () => {
    const variables = { ...environmentOfNx(), KUBECONFIG: '/nonexistent' };
    const workspace = openWorkspace({ environment: 'nowhere', namespace: 'taskora', variables });
    await expect(workspace.drift(undefined, signal)).rejects.toMatchObject({
      code: 'NXHELM_ENVIRONMENT_UNKNOWN',
    });
  }, 120_000);
});
