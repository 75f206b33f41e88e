import { findDrift } from '../cluster/drift.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { testHelm } from '../testing/test-helm.ts';
import { readNormalisedDifferences } from './after-rollout.ts';
import type { DeployRequest } from './deploy-request.ts';

const settings = (data: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'acme' },
  data,
});

/** What is remembered after a rollout of what was rendered here, and by the cluster's Helm there. */
async function normalisedAfter(
  rendered: readonly KubernetesObject[],
  stored: readonly KubernetesObject[],
  live: readonly KubernetesObject[] = stored,
): Promise<ReadonlySet<string>> {
  const manifest = stored.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
  const { helm } = testHelm(({ args }) => ({ stdout: args[1] === 'manifest' ? manifest : '' }));
  const request = {
    helm,
    release: 'api',
    namespace: 'acme',
    context: 'test',
    ignoredManagers: [],
    objects: { install: rendered, upgrade: rendered },
  } as unknown as DeployRequest;
  const state = { releases: new Map(), objects: live };
  return new Set(await readNormalisedDifferences(request, 'upgrade', () => Promise.resolve(state)));
}

const namespace = 'acme';
const warned = (): string => jest.mocked(console.warn).mock.calls.flat().join('\n');

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('what the cluster’s Helm renders otherwise, such as .Release.Revision', () => {
  const rendered = [settings({ revision: '1', mode: 'a' })];
  const stored = [settings({ revision: '5', mode: 'a' })];

  it('is printed once and then no drift, so that a deploy, a plan and drift have one verdict', async () => {
    const normalised = await normalisedAfter(rendered, stored);
    expect(warned()).toContain('ConfigMap settings: data.revision is 5 instead of 1');
    expect(findDrift({ expected: rendered, actual: stored, namespace })).toHaveLength(1);
    expect(findDrift({ expected: rendered, actual: stored, namespace, normalised })).toEqual([]);
  });

  it.each([
    ['the field is changed by hand', [settings({ revision: '9', mode: 'a' })]],
    ['another field is changed', [settings({ revision: '5', mode: 'b' })]],
    ['the object is deleted', []],
  ])('is drift again as soon as %s', async (_what, actual) => {
    const normalised = await normalisedAfter(rendered, stored);
    expect(findDrift({ expected: rendered, actual, namespace, normalised })).toHaveLength(1);
  });

  it('says that it rolls each time where an object is left out', async () => {
    await normalisedAfter(rendered, []);
    expect(warned()).toContain('ConfigMap settings is missing, so it will roll each time');
  });
});
