import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from '../cluster/connect.ts';
import type { Pod } from '../cluster/pods.ts';
import { deployRequest } from '../testing/deploy-request.ts';
import type { Revisions } from '../testing/revisions-cluster.ts';
import { clusterWithRevisions } from '../testing/revisions-cluster.ts';
import { stopped, testHelm, testLock } from '../testing/test-helm.ts';
import { writeFiles } from '../testing/workspace.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { isUnavailable, upgrade } from './upgrade.ts';

const decision: RollDecision = {
  action: 'upgrade',
  reason: 'changed',
  explanation: 'its manifests changed',
  recovery: { kind: 'none' },
  nextRevision: 3,
  drift: [],
};

const setting = {
  lock: testLock().lock,
  schemas: { labels: { schemas: 'none', life: '1' }, withheld: undefined },
};

const commit = { id: 'abc1234', isDirty: false };

const crashing: Pod = {
  metadata: { name: 'api-2', labels: { app: 'api' } },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'api',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
};

/** A cluster in which the rollout makes one pod, which crashes. */
function crashingCluster(): Kubectl {
  let polls = 0;
  const answer = ([verb, kind = '']: readonly string[]): string => {
    if (verb === 'logs') return 'FATAL: no such table';
    if (kind === 'events') return '{ "items": [] }';
    if (kind !== 'pods') return '';
    polls += 1;
    return JSON.stringify({ items: polls === 1 ? [] : [crashing] });
  };
  return {
    namespace: 'acme',
    try: (args) => Promise.resolve({ exitCode: 0, stdout: answer(args), stderr: '' }),
    read: (args) => Promise.resolve(answer(args)),
  };
}

function request(helm: DeployRequest['helm'], kubectl: Kubectl): DeployRequest {
  return deployRequest({
    ...{ helm, kubectl, valuesFiles: ['values.yaml'] },
    workloads: [{ kind: 'Deployment', name: 'api', podLabels: { app: 'api' }, isHook: false }],
  });
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

describe('a rollout whose pod keeps crashing (N5)', () => {
  it('is ended early by a signal that lets Helm roll back, and reported with reason and log', async () => {
    const signals: string[] = [];
    const { helm } = testHelm(async ({ args, options }) => {
      if (args[0] === 'version') return { stdout: 'v4.2.4' };
      if (args[0] === 'get') return { stdout: '{ "applyMethod": "ssa" }' };
      signals.push(await stopped(options));
      return { exitCode: 1, stderr: 'Error: context canceled' };
    });
    const error: unknown = await upgrade(
      request(helm, crashingCluster()),
      decision,
      commit,
      setting,
    ).catch((reason: unknown) => reason);
    expect(signals).toEqual(['SIGTERM']);
    expect(String(error)).toMatch(
      /NXHELM_ROLLOUT_FAILED: .*because of pod api-2, container api: CrashLoopBackOff, 3 restarts/,
    );
    expect(String(error)).toContain('api | FATAL: no such table');
  });
});

describe('an upgrade that leaves its hooks out (N1)', () => {
  it.each<[boolean, string, string | undefined]>([
    [true, 'resource Deployment/acme/api not ready\ncontext deadline exceeded', undefined],
    [true, 'timed out waiting for the condition', undefined],
    [true, 'context canceled', 'pod api-2, container api: CrashLoopBackOff, 3 restarts'],
    [false, 'context canceled', 'pod api-2, container api: ErrImageNeverPull for 10 s'],
    [false, 'ConfigMap "x" exists and cannot be imported', undefined],
  ])('may lack them: %s, where Helm says %j, stuck by %j', (is, text, reason) => {
    expect(isUnavailable(text, reason)).toBe(is);
  });

  it('tells that pods of it crash, and gives Helm no hooks to run', async () => {
    const { helm } = testHelm(async ({ args, options }) => {
      if (args[0] === 'version') return { stdout: 'v4.2.4' };
      if (args[0] === 'get') return { stdout: '{ "applyMethod": "ssa" }' };
      expect(args).toContain('--no-hooks');
      await stopped(options);
      return { exitCode: 1, stderr: 'Error: context canceled' };
    });
    const onUnavailable = jest.fn();
    const asked = request(helm, crashingCluster());
    const form = { ...setting, isMigrated: true, onUnavailable };
    await expect(upgrade(asked, decision, commit, form)).rejects.toThrow('NXHELM_');
    expect(onUnavailable).toHaveBeenCalledTimes(1);
  });
});

describe('a rollout that fails', () => {
  const clusterWith = (...revisions: Revisions): Kubectl => clusterWithRevisions(revisions);

  it.each([
    ['nothing was changed: revision 2 stays', clusterWith([1, 'superseded'], [2, 'deployed'])],
    [
      'it was rolled back, as revision 4',
      clusterWith([2, 'superseded'], [3, 'failed'], [4, 'deployed']),
    ],
    ['it was NOT rolled back: revision 3 is failed', clusterWith([2, 'superseded'], [3, 'failed'])],
    ['the failed install was removed', clusterWith()],
  ])('says what became of the release: %s', async (message, kubectl) => {
    const { helm } = testHelm(({ args }) => {
      if (args[0] === 'version') return { stdout: 'v4.2.4' };
      if (args[0] === 'get') return { stdout: '{ "applyMethod": "ssa" }' };
      return { exitCode: 1, stderr: 'Error: no matches' };
    });
    const failing = upgrade(request(helm, kubectl), decision, commit, setting);
    await expect(failing).rejects.toThrow(message);
  });
});

describe('a release that is larger than Helm can store (helm#9788)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-large-'));
    writeFiles(root, {
      'chart/files/all.bin': 'a'.repeat(2000),
      'chart/Chart.yaml': 'name: api\n',
    });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([
    'Secret "sh.helm.release.v1.api.v3" is invalid: data: Too long: may not be more than 1048576 bytes',
    'Request entity too large: limit is 3145728',
    'etcdserver: request is too large',
  ])('is said to be so, with its largest files: %s', async (said) => {
    const { helm } = testHelm(({ args }) => {
      if (args[0] === 'version') return { stdout: 'v4.2.4' };
      if (args[0] === 'get') return { stdout: '{ "applyMethod": "ssa" }' };
      return { exitCode: 1, stderr: `Error: UPGRADE FAILED: create: failed to create: ${said}` };
    });
    const chartFolder = join(root, 'chart');
    const given = { ...request(helm, crashingCluster()), chartFolder };
    await expect(upgrade(given, decision, commit, setting)).rejects.toThrow(
      /^NXHELM_RELEASE_TOO_LARGE: .*nothing was applied.* files\/all\.bin \(2000 bytes\), Chart\.yaml.*\(project api\)\. Do: /,
    );
  });
});

describe('a rollout whose manifests another run has replaced', () => {
  it('does not begin', async () => {
    const commands: string[] = [];
    const { helm } = testHelm(({ args }) => {
      commands.push(String(args[0]));
      const stdout = args[0] === 'get' ? '{ "applyMethod": "ssa" }' : 'v4.2.4';
      return Promise.resolve({ stdout });
    });
    const replaced = () => {
      throw new Error('replaced');
    };
    const asked = { ...request(helm, crashingCluster()), assertRendered: replaced };
    await expect(upgrade(asked, decision, commit, setting)).rejects.toThrow('replaced');
    expect(commands).not.toContain('upgrade');
  });
});
