import { deployRequest } from '../testing/deploy-request.ts';
import type { Revisions } from '../testing/revisions-cluster.ts';
import { clusterWithRevisions } from '../testing/revisions-cluster.ts';
import { testHelm, testLock } from '../testing/test-helm.ts';
import type { RollDecision } from './deploy-request.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { upgradeOnce } from './upgrade-once.ts';

const decision: RollDecision = {
  action: 'upgrade',
  reason: 'changed',
  explanation: 'its manifests changed',
  recovery: { kind: 'none' },
  nextRevision: 3,
  drift: [],
};

/** The number that the second attempt has. */
const nextAttempt = 5;

function schemasOf(withheld: string | undefined): RolloutSchemas {
  return {
    labels: { schemas: 'app.1.1', life: 'l' },
    ...{ isDeclared: true, isRecorded: true, withheld, broken: [], tooNew: undefined },
    after: new Map(),
    record: () => Promise.reject(new Error('an upgrade records nothing')),
  };
}

interface Tried {
  /** Whether each upgrade had its hooks. */
  readonly hooks: readonly boolean[];
  /** What was recorded of the attempts that failed. */
  readonly recorded: readonly string[];
  /** The revision, or the code of the error. */
  readonly end: string;
}

/** Only what has its hooks ends well. */
async function tried(revisions: Revisions, withheld?: string, says = 'deadline'): Promise<Tried> {
  const hooks: boolean[] = [];
  const recorded: string[] = [];
  const { helm } = testHelm(({ args }) => {
    if (args[0] === 'version') return { stdout: 'v4.2.4' };
    if (args[0] === 'get') return { stdout: '{ "applyMethod": "ssa" }' };
    hooks.push(!args.includes('--no-hooks'));
    return hooks.at(-1) === true ? {} : { exitCode: 1, stderr: `Error: context ${says} exceeded` };
  });
  const request = deployRequest({ helm, kubectl: clusterWithRevisions(revisions) });
  const commit = { id: 'abc1234', isDirty: false };
  const ended = upgradeOnce(request, decision, commit, {
    ...{ lock: testLock().lock, schemas: schemasOf(withheld), isMigrated: true },
    onFailedAttempt: ({ result }) => {
      recorded.push(result);
      return Promise.resolve(nextAttempt);
    },
  });
  const end = await ended.then(String, (error: unknown) => String(error));
  return { hooks, recorded, end: /^\d+$|NXHELM_\w+/.exec(end)?.[0] ?? end };
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

const notBack: Revisions = [
  [2, 'superseded'],
  [3, 'failed'],
];

describe('an upgrade without its hooks whose pods do not get ready (N1)', () => {
  it('is made once more with them where Helm’s own rollback failed, too', async () => {
    const recorded = ['NXHELM_ROLLBACK_FAILED'];
    expect(await tried(notBack)).toEqual({
      hooks: [false, true],
      recorded,
      end: String(nextAttempt),
    });
  });

  it('is made once more with them where Helm was not let roll back', async () => {
    const recorded = ['NXHELM_ROLLBACK_WITHHELD'];
    const withheld = 'what ran cannot run any more';
    expect(await tried(notBack, withheld)).toEqual({
      hooks: [false, true],
      recorded,
      end: String(nextAttempt),
    });
  });

  it('has failed where Helm has rolled back', async () => {
    const back: Revisions = [...notBack, [4, 'deployed']];
    const end = 'NXHELM_ROLLOUT_FAILED';
    expect(await tried(back)).toEqual({ hooks: [false], recorded: [], end });
  });

  it('has failed where Helm is still at work on it', async () => {
    const pending: Revisions = [...notBack, [4, 'pending-rollback']];
    const end = 'NXHELM_ROLLBACK_FAILED';
    expect(await tried(pending)).toEqual({ hooks: [false], recorded: [], end });
  });

  it('has failed where something else than its pods is the reason', async () => {
    const end = 'NXHELM_ROLLBACK_FAILED';
    expect(await tried(notBack, undefined, 'quota')).toEqual({ hooks: [false], recorded: [], end });
  });
});
