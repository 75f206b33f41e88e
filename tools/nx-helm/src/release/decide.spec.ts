import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { DecisionFacts } from './decide.ts';
import { decide } from './decide.ts';

const wanted = 'f'.repeat(40);

function revision(number: number, changes: Partial<ReleaseRevision> = {}): ReleaseRevision {
  return {
    revision: number,
    status: 'deployed',
    labels: { fingerprint: wanted, revision: String(number), commit: 'abc1234' },
    ...changes,
  };
}

function deployment(changes: Partial<KubernetesObject> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: { replicas: 2 },
    ...changes,
  };
}

function liveDeployment(changes: Partial<KubernetesObject> = {}): KubernetesObject {
  return deployment({ status: { availableReplicas: 2 }, ...changes });
}

function facts(
  revisions: readonly ReleaseRevision[],
  changes: Partial<DecisionFacts> = {},
): DecisionFacts {
  return {
    release: 'api',
    namespace: 'acme',
    fingerprint: wanted,
    objects: { install: [deployment()], upgrade: [deployment()] },
    ignoredManagers: [],
    workloads: [{ kind: 'Deployment', name: 'api', replicas: 2, podLabels: {}, isHook: false }],
    isForced: false,
    state: {
      releases: new Map(revisions.length === 0 ? [] : [['api', revisions]]),
      objects: [liveDeployment()],
    },
    ...changes,
  };
}

describe('the decision to roll (N1, N4)', () => {
  it('skips a deployed release whose fingerprint and revision are as recorded', () => {
    expect(decide(facts([revision(3)]))).toEqual({
      action: 'skip',
      revision: 3,
      commit: 'abc1234',
    });
  });

  it('rolls what is unchanged where a person says that its database was taken back (K6)', () => {
    const decision = decide(facts([revision(3)], { isSchemaRestored: true }));
    expect(decision).toMatchObject({
      action: 'upgrade',
      reason: 'forced',
      explanation: '--isSchemaRestored was given',
      nextRevision: 4,
    });
    const both = facts([revision(3)], { isSchemaRestored: true, isForced: true });
    expect(decide(both)).toMatchObject({ explanation: '--force was given' });
  });

  it('installs what is not there', () => {
    expect(decide(facts([]))).toMatchObject({
      action: 'install',
      reason: 'install',
      nextRevision: 1,
      recovery: { kind: 'none' },
    });
  });

  it('installs what was uninstalled under its next number, and compares no live object', () => {
    const gone = facts([revision(3, { status: 'uninstalled' })]);
    const state = {
      releases: gone.state.releases,
      get objects(): never {
        throw new Error('what is live is nothing of a release that is not installed');
      },
    };
    expect(decide({ ...gone, state })).toMatchObject({
      action: 'install',
      reason: 'install',
      nextRevision: 4,
      drift: [],
    });
  });

  it('rolls when the manifests differ', () => {
    const old = revision(3, { labels: { fingerprint: 'a'.repeat(40), revision: '3' } });
    expect(decide(facts([old]))).toMatchObject({
      action: 'upgrade',
      reason: 'changed',
      nextRevision: 4,
    });
  });

  it('keeps what was rolled back on purpose from these very sources (K6)', () => {
    const labels = { fingerprint: 'a'.repeat(40), left: wanted, 'rolled-back-from': '3' };
    const back = revision(4, { labels: { ...labels, revision: '4', reason: 'rollback' } });
    expect(decide(facts([back]))).toMatchObject({ action: 'skip', kept: { from: 3 } });
    expect(decide(facts([back], { fingerprint: 'c'.repeat(40) }))).toMatchObject({
      action: 'upgrade',
      reason: 'changed',
    });
    expect(decide(facts([back], { isForced: true }))).toMatchObject({ reason: 'forced' });
    // Whoever restored a backup for what is to be deployed means to deploy it.
    expect(decide(facts([back], { isSchemaRestored: true }))).toMatchObject({
      action: 'upgrade',
      reason: 'changed',
      explanation: 'its manifests changed',
    });
  });

  it('heals a revision that somebody else made, although it inherits the old labels', () => {
    const foreign = revision(4, { labels: { fingerprint: wanted, revision: '3' } });
    expect(decide(facts([revision(3, { status: 'superseded' }), foreign]))).toMatchObject({
      reason: 'healed',
      explanation: 'revision 4 came after revision 3, by a rollback or another program',
    });
  });

  it('heals when no pod is available', () => {
    const objects = [liveDeployment({ status: { availableReplicas: 0 } })];
    const state = { ...facts([revision(3)]).state, objects };
    expect(decide(facts([revision(3)], { state }))).toMatchObject({
      reason: 'healed',
      explanation: 'Deployment api has no available pod',
    });
  });

  it.each([
    ['was deleted', [], 'Deployment api is missing'],
    [
      'was scaled by hand',
      [liveDeployment({ spec: { replicas: 5 } })],
      'Deployment api: spec.replicas is 5 instead of 2',
    ],
  ])('calls it drift when the workload %s, and says so (N6)', (_what, objects, explanation) => {
    const state = { ...facts([revision(3)]).state, objects };
    expect(decide(facts([revision(3)], { state }))).toMatchObject({
      action: 'upgrade',
      reason: 'drift',
      explanation,
    });
  });

  it('expects after a first install what the install made, and not what an upgrade would', () => {
    const labels = { fingerprint: wanted, revision: '1', form: 'install' };
    const objects = { install: [deployment()], upgrade: [deployment({ kind: 'StatefulSet' })] };
    expect(decide(facts([revision(1, { labels })], { objects })).action).toBe('skip');
    expect(decide(facts([revision(1)], { objects }))).toMatchObject({ reason: 'drift' });
  });

  it('does not ask for pods of a workload that is scaled to nothing, or of a hook', () => {
    const workloads = [
      { kind: 'Deployment', name: 'idle', replicas: 0, podLabels: {}, isHook: false },
      { kind: 'Job', name: 'migrate', podLabels: {}, isHook: true },
    ];
    expect(decide(facts([revision(3)], { workloads })).action).toBe('skip');
  });

  it('upgrades an unchanged release when it is forced to', () => {
    expect(decide(facts([revision(3)], { isForced: true }))).toMatchObject({ reason: 'forced' });
  });

  it('keeps a rollback on purpose, whatever pods it has and the taken-back source wants', () => {
    const labels = {
      fingerprint: 'a'.repeat(40),
      left: wanted,
      reason: 'rollback',
      revision: '5',
      'rolled-back-from': '4',
    };
    const kept = revision(5, { labels });
    const state = { ...facts([kept]).state, objects: [] };
    expect(decide(facts([kept], { state }))).toMatchObject({ action: 'skip', kept: { from: 4 } });
    expect(decide(facts([kept], { state, isForced: true }))).toMatchObject({ reason: 'forced' });
  });

  it('is no rollback any more when the release was taken to the workspace’s own state', () => {
    const labels = { fingerprint: wanted, left: wanted, reason: 'rollback', revision: '6' };
    const back = revision(6, { labels });
    const decision = decide(facts([back]));
    expect(decision).toEqual({ action: 'skip', revision: 6, commit: 'unknown' });
    const drifted = {
      ...facts([back]).state,
      objects: [liveDeployment({ spec: { replicas: 5 } })],
    };
    expect(decide(facts([back], { state: drifted }))).toMatchObject({ reason: 'drift' });
  });

  it('finishes an uninstall that was killed, and installs', () => {
    const revisions = [
      revision(1, { status: 'superseded' }),
      revision(2, { status: 'uninstalling' }),
    ];
    expect(decide(facts(revisions))).toMatchObject({
      action: 'install',
      recovery: { kind: 'uninstall' },
    });
  });

  it('rolls again when a run ended while it took over what others added', () => {
    const history: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'nx-helm-history-api' },
      data: { unfinished: 'true' },
    };
    const state = { ...facts([revision(3)]).state, objects: [liveDeployment(), history] };
    expect(decide(facts([revision(3)], { state }))).toMatchObject({ reason: 'healed' });
  });

  it('rolls back first when a killed run left an upgrade pending', () => {
    const pending = revision(4, { status: 'pending-upgrade' });
    expect(decide(facts([revision(2), revision(3), pending]))).toMatchObject({
      action: 'upgrade',
      reason: 'healed',
      recovery: { kind: 'rollback', toRevision: 3 },
    });
  });

  it('rolls back to the last good revision when the one before is failed', () => {
    const revisions = [
      revision(1, { status: 'superseded' }),
      revision(2, { status: 'failed' }),
      revision(3, { status: 'pending-rollback' }),
    ];
    expect(decide(facts(revisions))).toMatchObject({
      recovery: { kind: 'rollback', toRevision: 1 },
    });
  });

  it.each(['pending-install', 'failed'])(
    'uninstalls first when the only revision is %s',
    (status) => {
      expect(decide(facts([revision(1, { status })]))).toMatchObject({
        action: 'install',
        recovery: { kind: 'uninstall' },
      });
    },
  );

  it('upgrades over a failed revision when an older one was good', () => {
    const failed = revision(2, { status: 'failed' });
    expect(decide(facts([revision(1, { status: 'superseded' }), failed]))).toMatchObject({
      action: 'upgrade',
      reason: 'healed',
      recovery: { kind: 'none' },
    });
  });
});
