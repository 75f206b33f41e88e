import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { createReplicas } from '../testing/field-owners.ts';
import { testHelm } from '../testing/test-helm.ts';
import { mayGoOver, mergeFlags } from './hand-over.ts';

const web: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'acme' },
  spec: {},
};
const scaler: KubernetesObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
};

/** A release that Helm merges itself, with what Helm and the API server do to its number of pods. */
function mergedRelease(version: string, stored: number | undefined) {
  const field = createReplicas(web, 0);
  field.write('helm', 4);
  field.seen.length = 0;
  const manifest = JSON.stringify({ ...web, spec: { replicas: stored } });
  const { helm, verbs } = testHelm(({ args: [verb, kind] }) => {
    if (verb === 'version') return { stdout: version };
    if (kind === 'metadata') return { stdout: '{}' };
    return { stdout: kind === 'manifest' ? manifest : '' };
  });
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args, options) => {
      const { spec } = JSON.parse(options?.input ?? '{}') as KubernetesObject;
      const manager = args[args.indexOf('--field-manager') + 1] ?? '';
      const isDone = field.apply(manager, Number(spec?.['replicas']), false);
      return Promise.resolve({ exitCode: isDone ? 0 : 1, stdout: '', stderr: '' });
    },
    read: () => Promise.resolve(''),
  };
  const place = { helm, kubectl, release: 'web', namespace: 'acme', context: 'minikube' };
  const upgrade = async (...expected: KubernetesObject[]): Promise<readonly string[]> => {
    const readActual = () => Promise.resolve([field.object()]);
    const flags = await mergeFlags(place, { expected, readActual });
    const wanted = expected[0]?.spec?.['replicas'] as number | undefined;
    if (flags.includes('--server-side=true')) {
      field.migrate('helm');
      field.apply('helm', wanted, flags.includes('--force-conflicts'));
    } else field.merge('helm', stored, wanted);
    return flags;
  };
  return { field, upgrade, verbs };
}

describe('an autoscaler of a release that Helm merges itself', () => {
  let logged: jest.SpyInstance;
  let warned: jest.SpyInstance;
  beforeEach(() => {
    logged = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  it('finds the pods that run, because the API server merges it from then on', async () => {
    const { field, upgrade } = mergedRelease('v4.2.4', 4);
    await expect(upgrade(web, scaler)).resolves.toEqual([
      '--server-side=true',
      '--force-conflicts',
    ]);
    expect(field.seen).toEqual([]);
    field.update('kube-controller-manager', 3);
    expect(field.seen).toEqual([3]);
    expect(logged.mock.calls.flat().join('\n')).toContain(
      'applied by the API server (--server-side) from now on',
    );
  });

  it('finds them also where somebody has scaled them by hand', async () => {
    const { field, upgrade } = mergedRelease('v4.2.4', 4);
    field.update('kubectl', 6);
    await upgrade(web, scaler);
    expect(field.seen).toEqual([6]);
  });

  it('finds one where Helm 3 merges it, and that is said before (K10)', async () => {
    const { field, upgrade } = mergedRelease('v3.22.0', 4);
    await expect(upgrade(web, scaler)).resolves.toEqual([]);
    expect(warned.mock.calls.flat().join('\n')).toMatch(
      /Deployment web is scaled to one pod .*Helm 4/,
    );
    expect(field.seen).toEqual([1]);
  });

  it.each<[string, number | undefined, KubernetesObject[]]>([
    ['it was there before', undefined, [web, scaler]],
    ['the chart counts the pods', 4, [{ ...web, spec: { replicas: 4 } }, scaler]],
    ['there is none', 4, [web]],
  ])('changes nothing about how it is merged where %s', async (_when, stored, expected) => {
    const { upgrade } = mergedRelease('v4.2.4', stored);
    await expect(upgrade(...expected)).resolves.toEqual([]);
    expect([logged.mock.calls, warned.mock.calls]).toEqual([[], []]);
  });
});

describe('what other programs have added to a release that Helm merges itself', () => {
  const counted = { ...web, spec: { replicas: 4 } };
  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  it('is removed by the API server, once Helm was made its owner', async () => {
    const { field, upgrade } = mergedRelease('v4.2.4', 4);
    field.migrate('helm');
    const flags = ['--server-side=true', '--force-conflicts'];
    await expect(upgrade(counted)).resolves.toEqual(flags);
  });

  it('is no reason where another release has it', async () => {
    const { field, upgrade } = mergedRelease('v4.2.4', 4);
    field.migrate('helm');
    const other = { ...counted, metadata: { name: 'api' } };
    await expect(upgrade(other)).resolves.toEqual([]);
  });

  it.each([
    ['v4.2.4', '{}', true],
    ['v4.2.4', '{"applyMethod":"ssa"}', false],
    ['v3.22.0', '{}', false],
  ])('lets Helm %s go over from %s: %s', async (version, stdout, may) => {
    const { helm } = testHelm(({ args: [verb] }) => ({
      stdout: verb === 'version' ? version : stdout,
    }));
    const place = { helm, release: 'web', namespace: 'acme', context: 'minikube' };
    await expect(mayGoOver(place)).resolves.toBe(may);
  });
});
