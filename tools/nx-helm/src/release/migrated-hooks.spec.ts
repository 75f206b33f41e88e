import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from '../cluster/connect.ts';
import { testHelm, testLock } from '../testing/test-helm.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { gatherFacts, roll } from './roll.ts';

const hook = (annotations: Record<string, string>): string =>
  JSON.stringify({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', annotations },
  });

const agreed = hook({
  'helm.sh/hook': 'pre-upgrade',
  'nx-helm/database': 'secret/database/url persistentvolumeclaim/data',
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-migrated-'));
  digest('one');
  for (const name of ['log', 'warn'] as const) {
    jest.spyOn(console, name).mockImplementation(() => undefined);
  }
});
afterEach(() => rmSync(root, { recursive: true }));

function digest(text: string): void {
  const folder = join(root, 'dist/images/api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.json'), JSON.stringify({ digest: text }));
  const image = { project: 'api', config: {}, reference: 'docker.io/acme/api:c-1' };
  writeFileSync(join(folder, 'image.json'), JSON.stringify(image));
}

interface TestCluster {
  readonly kubectl: Kubectl;
  uid: string;
  password: string;
  revision: number;
}

/** A cluster with the database's objects, Helm's revisions and the release's history. */
function cluster(): TestCluster {
  let history: string | undefined;
  const test: TestCluster = {
    uid: 'claim-1',
    password: 'c2VjcmV0',
    revision: 2,
    kubectl: {
      namespace: 'acme',
      try: (args, options) => Promise.resolve(answer(args, options?.input)),
      read: (args, options) => Promise.resolve(answer(args, options?.input).stdout),
    },
  };
  const answer = ([verb = '', kind = '', name = '']: readonly string[], input?: string) => {
    const found = (stdout: string, exitCode = 0) => ({ exitCode, stdout, stderr: '' });
    if (verb === 'create' || verb === 'replace') {
      history = input;
      return found('');
    }
    if (kind === 'configmap') return found(history ?? '');
    if (kind === 'persistentvolumeclaim') {
      return test.uid === ''
        ? found('', 1)
        : found(JSON.stringify({ metadata: { uid: test.uid } }));
    }
    if (kind === 'secret' && name === 'database') {
      return found(JSON.stringify({ metadata: { uid: 's' }, data: { url: test.password } }));
    }
    if (kind === 'secrets') {
      const labels = { name: 'api', version: String(test.revision), status: 'deployed' };
      return found(JSON.stringify(labels));
    }
    return found('{ "items": [] }');
  };
  return test;
}

const decision: RollDecision = {
  action: 'upgrade',
  reason: 'changed',
  explanation: 'its manifests changed',
  recovery: { kind: 'none' },
  nextRevision: 3,
  drift: [],
};

interface Given {
  readonly upgrade?: string;
  readonly decided?: Partial<RollDecision>;
  /** How each of Helm's upgrades ends. */
  readonly ends?: readonly number[];
}

/** Deploys once, and gives the arguments of each upgrade that Helm was asked for. */
async function deployOnce(
  { kubectl }: TestCluster,
  { upgrade = agreed, decided = {}, ends = [] }: Given = {},
): Promise<(readonly string[])[]> {
  const upgrades: (readonly string[])[] = [];
  const { helm } = testHelm(({ args }) => {
    if (args[0] === 'version') return { stdout: 'v4.2.4' };
    if (args[1] === 'metadata') return { stdout: '{ "applyMethod": "ssa" }' };
    if (args[0] !== 'upgrade') return { stdout: '' };
    upgrades.push(args);
    return { exitCode: ends[upgrades.length - 1] ?? 0, stderr: 'Error: timed out' };
  });
  const request: DeployRequest = {
    helm,
    kubectl,
    workspaceRoot: root,
    images: ['api'],
    context: 'minikube',
    namespace: 'acme',
    release: 'api',
    chartFolder: 'chart',
    valuesFiles: [],
    environment: 'minikube',
    fingerprint: 'f',
    assertRendered: () => undefined,
    readRender: () => Promise.resolve({ install: '', upgrade: `---\n${upgrade}\n` }),
    readCommit: () => Promise.resolve({ id: 'abc1234', isDirty: false }),
    workloads: [],
    objects: { install: [], upgrade: [] },
    ignoredManagers: [],
    isNamespaceBound: false,
    isRemovalAllowed: true,
    isForced: false,
    timeoutSeconds: 300,
  };
  await roll(request, { ...decision, ...decided } as RollDecision, {
    lock: testLock().lock,
    readState: () => Promise.resolve({ releases: new Map(), objects: [] }),
    facts: gatherFacts(request),
    revisions: [],
  });
  return upgrades;
}

const isWithoutHooks = (args: readonly string[] | undefined): boolean =>
  args?.includes('--no-hooks') ?? false;

describe('hooks that migrate a database', () => {
  it('run once for the same migrations and database, and are then left out', async () => {
    const test = cluster();
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([false]);
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([true]);
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([true]);
  });

  it.each<[string, (test: TestCluster) => void]>([
    ['what migrates', () => digest('two')],
    ['the claim that has the data', (test) => void (test.uid = 'claim-2')],
    ['the address', (test) => void (test.password = 'b3RoZXI=')],
  ])('run again when %s is another', async (_what, change) => {
    const test = cluster();
    await deployOnce(test);
    change(test);
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([false]);
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([true]);
  });

  it.each<[string, Given]>([
    ['that nobody has agreed to leave out', { upgrade: hook({ 'helm.sh/hook': 'pre-upgrade' }) }],
    [
      'beside one that has not agreed',
      { upgrade: `${agreed}\n---\n${hook({ 'helm.sh/hook': 'post-upgrade' })}` },
    ],
    ['where the release is healed', { decided: { reason: 'healed' } }],
    ['where a person forces it', { decided: { reason: 'forced' } }],
    [
      'of a database that is named by something unknown',
      { upgrade: hook({ 'helm.sh/hook': 'pre-upgrade', 'nx-helm/database': 'service/postgres' }) },
    ],
  ])('always run %s', async (_what, given) => {
    const test = cluster();
    await deployOnce(test, given);
    expect((await deployOnce(test, given)).map(isWithoutHooks)).toEqual([false]);
  });

  it('run where the database cannot be asked for', async () => {
    const test = cluster();
    await deployOnce(test);
    test.uid = '';
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([false]);
  });

  it('run after all where the pods are not ready without them', async () => {
    const test = cluster();
    await deployOnce(test);
    const upgrades = await deployOnce(test, { ends: [1, 0] });
    expect(upgrades.map(isWithoutHooks)).toEqual([true, false]);
    const timeouts = upgrades.map((args) => args[args.indexOf('--timeout') + 1]);
    expect(timeouts).toEqual(['120s', '300s']);
  });

  it('run after a rollout that failed, which may have left any schema', async () => {
    const test = cluster();
    await deployOnce(test);
    await expect(deployOnce(test, { ends: [1, 1] })).rejects.toThrow('NXHELM_ROLLOUT_FAILED');
    expect((await deployOnce(test)).map(isWithoutHooks)).toEqual([false]);
  });
});
