import type { Kubectl } from '../cluster/connect.ts';
import { replicasManager } from '../cluster/kept-replicas.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { deployRequest } from '../testing/deploy-request.ts';
import { createReplicas } from '../testing/field-owners.ts';
import { testHelm, testLock } from '../testing/test-helm.ts';
import type { RollDecision } from './deploy-request.ts';
import { roll } from './roll.ts';
import { runRollback } from './rollback.ts';

const web: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {},
};
const scaler: KubernetesObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
};
const scaled = [web, scaler];

/** Four pods that Helm counts, in a cluster that notes in which order its number is written. */
function clusterOfFour() {
  const field = createReplicas(web, 0);
  field.apply('helm', 4, true);
  const order: string[] = [];
  const answer = ([verb, what = '', ...rest]: readonly string[]): string => {
    if (verb === 'apply') order.push(`hand over to ${rest[rest.indexOf('--field-manager') + 1]}`);
    if (what.includes('Deployment')) return JSON.stringify({ items: [field.object()] });
    return what === 'pods' || what === 'events' ? '{ "items": [] }' : '';
  };
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args) => Promise.resolve({ exitCode: 0, stdout: answer(args), stderr: '' }),
    read: (args) => Promise.resolve(answer(args)),
  };
  const { helm } = testHelm(({ args: [verb, what] }) => {
    if (verb === 'upgrade' || verb === 'rollback') order.push(`helm ${verb}`);
    if (verb === 'version') return { stdout: 'v4.2.4' };
    return { stdout: what === 'metadata' ? '{ "applyMethod": "ssa" }' : '' };
  });
  const place = { helm, kubectl, release: 'web', namespace: 'acme', context: 'test' };
  const state = { releases: new Map(), objects: [field.object()] };
  return { place, order, state };
}

const decision: RollDecision = {
  action: 'upgrade',
  reason: 'changed',
  explanation: 'its manifests changed',
  recovery: { kind: 'none' },
  nextRevision: 3,
  drift: [],
};

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('the number of pods that an autoscaler takes over', () => {
  it('is handed over before Helm upgrades the release', async () => {
    const { place, order, state } = clusterOfFour();
    const request = deployRequest({ ...place, objects: { install: scaled, upgrade: scaled } });
    const commit = { id: 'abc1234', isDirty: false };
    await roll(request, decision, {
      lock: testLock().lock,
      readState: () => Promise.resolve(state),
      facts: Promise.resolve({ commit, inputs: undefined, declared: [] }),
      releases: new Map(),
    });
    expect(order).toEqual([`hand over to ${replicasManager}`, 'helm upgrade']);
  });

  it('is handed over before Helm goes back to a revision that has the autoscaler', async () => {
    const { place, order } = clusterOfFour();
    const target = { revision: 1, status: 'superseded', labels: {} };
    const present = { revision: 2, status: 'deployed', labels: {} };
    const manifest = scaled.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
    const request = { ...place, timeoutSeconds: 300 };
    await runRollback(request, { target, present, manifest }, testLock().lock);
    expect(order).toEqual([`hand over to ${replicasManager}`, 'helm rollback']);
  });
});
