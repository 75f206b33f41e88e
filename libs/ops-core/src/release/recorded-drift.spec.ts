import { configMap, revisionObject, workload } from '../cluster/schemas.ts';
import { historyIn } from './history-record.ts';
import { recordedDrift } from './recorded-drift.ts';
import { revisionsIn } from './releases.ts';

const record = {
  revision: 4,
  action: 'upgraded',
  reasonCode: 'source',
  explanation: 'source api changed',
  result: 'deployed',
};

const history = (data: Readonly<Record<string, string>>) =>
  historyIn(
    configMap.parse({
      metadata: { name: 'nx-helm-history-api', labels: { 'nx-helm/release': 'api' } },
      data,
    }),
  );

const revision = (version: number, labels: Readonly<Record<string, string>>) =>
  revisionObject.parse({
    metadata: { name: `v${version}`, labels: { name: 'api', version: String(version), ...labels } },
  });

const nothing = { deployments: [], statefulSets: [], histories: [], revisions: undefined };

describe('drift by records (O1)', () => {
  it('is none where the last rollout ended well and nobody else was there', () => {
    const histories = [history({ 'records.json': JSON.stringify([record]) })];
    const revisions = revisionsIn([
      revision(10, { status: 'deployed', revision: '10' }),
      revision(9, { status: 'superseded', revision: '9' }),
    ]);
    expect(recordedDrift('api', { ...nothing, histories, revisions })).toMatchObject({
      revision: [],
      writers: [],
      restarts: [],
    });
  });

  it.each([
    ['no record', [], undefined, ['nx-helm has recorded no rollout of it']],
    [
      'a rollout that failed',
      [
        history({
          'records.json': JSON.stringify([{ ...record, result: 'NXHELM_ROLLOUT_STUCK' }]),
        }),
      ],
      undefined,
      ['its last recorded rollout, revision 4, ended with NXHELM_ROLLOUT_STUCK'],
    ],
    [
      'a rollout that did not finish',
      [history({ 'records.json': JSON.stringify([record]), unfinished: 'true' })],
      undefined,
      ['the last rollout ended before it removed the changes of other programs'],
    ],
    [
      'a run that was killed',
      [history({ 'records.json': JSON.stringify([record]) })],
      [revision(5, { status: 'pending-upgrade', revision: '5' })],
      ['revision 5 is pending-upgrade: a run was killed'],
    ],
    [
      'a revision of Helm alone',
      [history({ 'records.json': JSON.stringify([record]) })],
      [revision(5, { status: 'deployed' })],
      ['revision 5 was made by another program'],
    ],
  ])('says of %s what it means', (_what, histories, stored, expected) => {
    const revisions = stored === undefined ? undefined : revisionsIn(stored);
    expect(recordedDrift('api', { ...nothing, histories, revisions }).revision).toEqual(expected);
  });

  it('takes a history that somebody has edited for none', () => {
    expect(history({ 'records.json': '{"a":' }).records).toEqual([]);
    expect(history({ 'records.json': '{"a":1}' }).records).toEqual([]);
    expect(
      history({ 'records.json': JSON.stringify([{ revision: 'x' }, record]) }).records,
    ).toHaveLength(1);
  });

  it('names a restart by hand, and takes it for no writer', () => {
    const annotation = 'kubectl.kubernetes.io/restartedAt';
    const restarted = workload.parse({
      metadata: {
        name: 'api',
        labels: { 'app.kubernetes.io/instance': 'api' },
        managedFields: [
          {
            manager: 'kubectl-rollout',
            fieldsV1: {
              'f:spec': {
                'f:template': {
                  'f:metadata': { 'f:annotations': { '.': {}, [`f:${annotation}`]: {} } },
                },
              },
            },
          },
          {
            manager: 'kubectl',
            subresource: 'scale',
            fieldsV1: { 'f:spec': { 'f:replicas': {} } },
          },
        ],
      },
      spec: {
        template: {
          metadata: { annotations: { [annotation]: '2026-11-28T21:00:00Z' } },
          spec: { containers: [] },
        },
      },
    });
    const { writers, restarts } = recordedDrift('api', { ...nothing, deployments: [restarted] });
    expect(restarts).toEqual(['Deployment/api was restarted at 2026-11-28T21:00:00Z']);
    expect(writers).toMatchObject([{ manager: 'kubectl', fields: ['spec.replicas'] }]);
  });
});
