import type { Workload } from '../chart/manifest-objects.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Condition, StandingFacts } from './standing.ts';
import { describeCondition, revisionLeft, standingOf } from './standing.ts';

const revision = (given: Partial<ReleaseRevision> = {}): ReleaseRevision => ({
  revision: 4,
  status: 'deployed',
  ...given,
  labels: { revision: '4', fingerprint: 'now', ...given.labels },
});
const rolledBack = revision({
  labels: { reason: 'rollback', fingerprint: 'old', left: 'now', 'rolled-back-from': '3' },
});
const workload = (given: Partial<Workload> = {}): Workload =>
  ({ kind: 'Deployment', name: 'api', replicas: 2, ...given }) as Workload;

/** Facts, the kinds of their conditions in order, and the clause of the one that decides. */
const rows: readonly (readonly [
  string,
  Partial<StandingFacts>,
  readonly Condition['kind'][],
  string,
])[] = [
  ['is as it should be', { fingerprint: 'now' }, [], ''],
  ['was never installed', { revisions: undefined }, ['not-installed'], 'it is not installed'],
  [
    'was uninstalled with its history kept',
    { revisions: [revision({ status: 'uninstalled' })] },
    ['not-installed'],
    'it is not installed',
  ],
  [
    'was left half-way',
    { revisions: [revision({ status: 'pending-upgrade' })], fingerprint: 'now' },
    ['interrupted'],
    'revision 4 is pending-upgrade: a run was killed',
  ],
  [
    'was left half-way while it was removed',
    { revisions: [revision({ status: 'uninstalling' })] },
    ['interrupted'],
    'revision 4 is uninstalling: a run was killed',
  ],
  ['has other manifests', { fingerprint: 'next' }, ['manifests-changed'], 'its manifests changed'],
  [
    'failed, and has other manifests',
    { revisions: [revision({ status: 'failed' })], fingerprint: 'next' },
    ['manifests-changed', 'not-deployed'],
    'its manifests changed',
  ],
  [
    'failed',
    { revisions: [revision({ status: 'failed' })], fingerprint: 'now' },
    ['not-deployed'],
    'revision 4 is failed',
  ],
  [
    'was rolled back by another program',
    { revisions: [revision({ labels: { revision: '2' } })], fingerprint: 'now' },
    ['foreign-revision'],
    'revision 4 came after revision 2, by a rollback or another program',
  ],
  [
    'was made by a Helm without this plugin',
    { revisions: [{ revision: 4, status: 'deployed', labels: {} }] },
    ['foreign-revision'],
    'revision 4 was made by another program',
  ],
  [
    'was rolled back on purpose from what would be deployed',
    { revisions: [rolledBack], fingerprint: 'now' },
    ['kept', 'manifests-changed'],
    'kept at revision 4, rolled back on purpose from revision 3',
  ],
  [
    'was rolled back on purpose, and its sources are others now',
    { revisions: [rolledBack], fingerprint: 'next' },
    ['manifests-changed'],
    'its manifests changed',
  ],
  [
    'was rolled back on purpose, and nothing was rendered to compare with',
    { revisions: [rolledBack] },
    ['kept'],
    'kept at revision 4, rolled back on purpose from revision 3',
  ],
  [
    'was not completed',
    { isUnfinished: true },
    ['unfinished'],
    'the last rollout ended before it removed the changes of other programs',
  ],
  [
    'differs in two fields',
    { drift: ['Deployment api is missing', 'Service api is missing'] },
    ['drifted'],
    'Deployment api is missing (and 1 more)',
  ],
  [
    'has no pod',
    { workloads: [workload()], available: new Map() },
    ['unavailable'],
    'Deployment api has no available pod',
  ],
  ['has a pod', { workloads: [workload()], available: new Map([['Deployment/api', 1]]) }, [], ''],
  ['has pods that nobody counted', { workloads: [workload()] }, [], ''],
];

describe('a release', () => {
  it.each(rows)('that %s', (_what, given, kinds, clause) => {
    const { conditions } = standingOf({ revisions: [revision()], ...given });
    expect(conditions.map(({ kind }) => kind)).toEqual(kinds);
    const [first] = conditions;
    expect(first === undefined ? '' : describeCondition(first)).toBe(clause);
  });
});

describe('of what Helm keeps of a release', () => {
  const kept = (...statuses: readonly string[]) => {
    const revisions = statuses.map((status, index) => revision({ revision: index + 1, status }));
    const standing = standingOf({ revisions });
    if (!standing.isInstalled) return standing.lastRevision;
    const { latest, deployed, ran } = standing;
    return [latest.revision, deployed?.revision, ran.map((each) => each.revision)];
  };

  it.each<[string, readonly string[], ReturnType<typeof kept>]>([
    ['all that ran can be rolled back to', ['superseded', 'deployed'], [2, 2, [2, 1]]],
    ['what failed cannot', ['superseded', 'failed', 'deployed'], [3, 3, [3, 1]]],
    ['the older one is deployed after a failure', ['deployed', 'failed'], [2, 1, [1]]],
    ['the older one is deployed under an upgrade', ['deployed', 'pending-upgrade'], [2, 1, [1]]],
    ['none is deployed after a first failure', ['failed'], [1, undefined, []]],
    ['none is deployed under a rollback', ['superseded', 'pending-rollback'], [2, undefined, [1]]],
    ['only the number is left by an uninstall', ['superseded', 'uninstalled'], 2],
    ['nothing is left by a purge', [], 0],
  ])('%s', (_what, statuses, expected) => {
    expect(kept(...statuses)).toEqual(expected);
  });

  it('a rollback on purpose is named with its condition, and by no failed revision', () => {
    expect(standingOf({ revisions: [rolledBack] }).kept).toMatchObject({ revision: 4, from: 3 });
    const failed = { ...rolledBack, status: 'failed' };
    expect(standingOf({ revisions: [failed] }).kept).toBeUndefined();
  });
});

describe('the revision that was left by rollbacks on purpose', () => {
  const back = (number: number, from: number): ReleaseRevision =>
    revision({
      revision: number,
      labels: { revision: String(number), reason: 'rollback', 'rolled-back-from': String(from) },
    });
  const plain = (number: number): ReleaseRevision =>
    revision({ revision: number, labels: { revision: String(number) } });

  it('is found behind several in a row', () => {
    const all = [plain(1), plain(2), plain(3), back(4, 3), back(5, 4)];
    expect(revisionLeft(all, back(5, 4))?.revision).toBe(3);
  });

  it('is unknown where Helm has removed it', () => {
    expect(revisionLeft([back(5, 4)], back(5, 4))).toBeUndefined();
  });

  it('is never looked for in a circle of labels', () => {
    expect(revisionLeft([back(4, 5), back(5, 4)], back(5, 4))).toBeUndefined();
    expect(revisionLeft([back(5, 5)], back(5, 5))).toBeUndefined();
  });
});
