import type { RunResult } from '@taskora/base/run';
import type { Helm } from './helm.ts';
import { workloadsOf } from './manifest-objects.ts';
import { fingerprintOf } from './manifests.ts';
import { render } from './render.ts';

const request = {
  project: 'api',
  namespace: 'acme',
  chart: 'apps/api/chart',
  chartFolder: 'dist/charts/api',
  valuesFiles: ['values.yaml'],
  environment: {
    name: 'minikube',
    kubeVersion: '1.34.4',
    apiVersions: ['metrics.k8s.io/v1beta1'],
    ignoredManagers: [],
    sharedValues: {},
    releaseValues: {},
    file: 'environments/test.yaml',
    leftOut: new Set<string>(),
    place: {},
    isRegistryInsecure: false,
    protection: new Set<never>(),
  },
};

/** A Helm that says what the test wants and notes how it was called. */
function helmThat(answer: (args: readonly string[], call: number) => Partial<RunResult>) {
  const calls: (readonly string[])[] = [];
  const helm: Helm = {
    run: (args) => {
      calls.push(args);
      return Promise.resolve({
        exitCode: 0,
        stdout: '',
        stderr: '',
        ...answer(args, calls.length),
      });
    },
  };
  return { helm, calls };
}

describe('a render (N1)', () => {
  it('asks no cluster: versions are given, and the upgrade form is rendered too', async () => {
    const { helm, calls } = helmThat((args) => ({
      stdout: args.includes('--is-upgrade') ? 'kind: Job' : 'kind: Deployment',
    }));
    expect(await render(helm, request)).toEqual({
      install: 'kind: Deployment',
      upgrade: 'kind: Job',
    });
    for (const args of calls) {
      expect(args.join(' ')).toContain(
        'template api dist/charts/api --namespace acme --values values.yaml --kube-version 1.34.4 --api-versions metrics.k8s.io/v1beta1',
      );
    }
  });

  it.each(['my_api', 'a'.repeat(54), 'api-', 'Api'])(
    'is not asked of Helm for %s, which names no release',
    async (project) => {
      const { helm, calls } = helmThat(() => ({ stdout: 'kind: Deployment' }));
      await expect(render(helm, { ...request, project })).rejects.toThrow(
        /NXHELM_PROJECT_NAME: .*at most 53 .*project\.json of/,
      );
      expect(calls).toEqual([]);
    },
  );

  it.each(['a'.repeat(53), '1api', 'my.api-2'])('is asked of Helm for %s', async (project) => {
    const { helm } = helmThat(() => ({ stdout: 'kind: Deployment' }));
    await expect(render(helm, { ...request, project })).resolves.toHaveProperty('install');
  });

  it.each([
    ['NXHELM_RENDER_IMPURE', (call: number) => ({ stdout: `kind: Secret\nx: ${call}` })],
    ['NXHELM_RENDER_EMPTY', () => ({ stdout: '# nothing\n' })],
    [
      'NXHELM_VALUES_INVALID',
      () => ({ exitCode: 1, stderr: "values don't meet the specifications of the schema(s)" }),
    ],
    ['NXHELM_RENDER_FAILED', () => ({ exitCode: 1, stderr: 'Error: nil pointer' })],
  ])('is refused with %s', async (code, answer) => {
    const { helm } = helmThat((_args, call) => answer(call));
    await expect(render(helm, request)).rejects.toThrow(code);
  });

  it('has a fingerprint of 40 digits that either form changes', () => {
    const forms = [
      { install: 'a', upgrade: 'b' },
      { install: 'a2', upgrade: 'b' },
      { install: 'a', upgrade: 'b2' },
      { install: 'ab', upgrade: '' },
    ].map(fingerprintOf);
    expect(new Set(forms).size).toBe(forms.length);
    expect(forms[0]).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('the workloads of a render', () => {
  it('are found with the labels of their pods', () => {
    const manifests = `---
kind: Deployment
metadata: { name: api }
spec: { replicas: 2, selector: { matchLabels: { app: api } } }
---
kind: Service
metadata: { name: api }
---
kind: Job
metadata: { name: migrate, annotations: { helm.sh/hook: pre-upgrade } }
`;
    expect(workloadsOf(manifests)).toEqual([
      { kind: 'Deployment', name: 'api', replicas: 2, podLabels: { app: 'api' }, isHook: false },
      {
        kind: 'Job',
        name: 'migrate',
        podLabels: { 'batch.kubernetes.io/job-name': 'migrate' },
        isHook: true,
      },
    ]);
  });
});
