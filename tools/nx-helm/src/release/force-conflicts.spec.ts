import { deployRequest } from '../testing/deploy-request.ts';
import { testHelm, testLock } from '../testing/test-helm.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { recover } from './recover.ts';
import { runRollback } from './rollback.ts';
import { upgrade } from './upgrade.ts';

type Method = 'ssa' | 'csa' | '';

/**
 * Helm with its rule for `--force-conflicts`, by the apply method that it has stored with each
 * revision, oldest first: the last one decides an upgrade, the target a rollback.
 */
function helmOf(version: string, ...methods: readonly Method[]) {
  const changes: (readonly string[])[] = [];
  const methodOf = (revision: number): Method | undefined => methods.at(revision - 1);
  const { helm } = testHelm(({ args }) => {
    const [verb = '', , target = ''] = args;
    if (verb === 'version') return { stdout: version };
    if (verb === 'get') {
      const named = args.indexOf('--revision');
      const revision = named < 0 ? methods.length : Number(args[named + 1]);
      return { stdout: JSON.stringify({ applyMethod: methodOf(revision) || undefined }) };
    }
    changes.push(args);
    const method = verb === 'upgrade' ? methods.at(-1) : methodOf(Number(target));
    const isRefused = args.includes('--force-conflicts') && method !== 'ssa';
    return isRefused
      ? { exitCode: 1, stderr: 'Error: forceConflicts enabled when serverSideApply disabled' }
      : {};
  });
  return { helm, isForced: () => changes.map((args) => args.includes('--force-conflicts')) };
}

const answer = { exitCode: 0, stdout: '{ "items": [] }', stderr: '' };

function requestOf(helm: DeployRequest['helm']): DeployRequest {
  const kubectl = {
    namespace: 'acme',
    try: () => Promise.resolve(answer),
    read: () => Promise.resolve(answer.stdout),
  };
  return deployRequest({ helm, kubectl });
}

const decision: RollDecision = {
  action: 'upgrade',
  reason: 'drift',
  explanation: 'its Service was changed',
  recovery: { kind: 'none' },
  nextRevision: 3,
  drift: [],
};

const commit = { id: 'abc1234', isDirty: false };
const { lock } = testLock();
const setting = { lock, schemas: { labels: { schemas: 'none', life: '1' }, withheld: undefined } };

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

describe('what lets Helm 3 and 4 take fields back (K10)', () => {
  it.each<[string, boolean, string, Method[]]>([
    ['Helm 4 has applied it by the API server', true, 'v4.2.4', ['ssa']],
    ['Helm 4 was told to merge it itself', false, 'v4.2.4', ['csa', 'csa']],
    ['Helm 3 has made it', false, 'v4.2.4', ['']],
    ['it went over to the API server', true, 'v4.2.4', ['csa', 'ssa']],
    ['its last revision left the API server', false, 'v4.2.4', ['ssa', 'csa']],
    ['Helm 3 upgrades it', false, 'v3.22.0', ['']],
  ])(
    'is given to an upgrade as Helm wants it where %s',
    async (_when, isForced, version, methods) => {
      const { helm, ...calls } = helmOf(version, ...methods);
      await expect(upgrade(requestOf(helm), decision, commit, setting)).resolves.toBe(3);
      expect(calls.isForced()).toEqual([isForced]);
    },
  );

  it.each<[number, boolean, Method[]]>([
    [1, false, ['csa', 'ssa']],
    [2, true, ['csa', 'ssa', 'csa']],
  ])(
    'goes by the revision %d that a rollback goes back to: %s',
    async (revision, isForced, methods) => {
      const { helm, ...calls } = helmOf('v4.2.4', ...methods);
      const target = { revision, status: 'superseded', labels: {} };
      const present = { revision: methods.length, status: 'deployed', labels: {} };
      await runRollback(requestOf(helm), { target, present, manifest: '' }, lock);
      const recovery = { kind: 'rollback', toRevision: revision } as const;
      await expect(recover(requestOf(helm), { ...decision, recovery }, lock)).resolves.toBe(true);
      expect(calls.isForced()).toEqual([isForced, isForced]);
    },
  );

  it('is not asked of a release that does not exist yet', async () => {
    const { helm, ...calls } = helmOf('v4.2.4', 'ssa');
    await upgrade(requestOf(helm), { ...decision, action: 'install' }, commit, setting);
    expect(calls.isForced()).toEqual([false]);
  });
});
