import { createInferredWorkspace, service } from '../testing/inferred-workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

const helmChart = { name: 'podlike', version: '6.1.0', repository: 'https://charts.example' };
const project = (metadata: unknown, tags = ['deploy:helm']) => ({
  'vendor/podlike/project.json': JSON.stringify({ name: 'podlike', tags, metadata }),
  'infra/environments/minikube.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
});
const infer = async (files: Readonly<Record<string, string>>) =>
  (await workspace.infer(files))['vendor/podlike']?.targets ?? {};

describe('a project whose project.json names a chart of a repository (C3, C4)', () => {
  it('has the targets of a release without a chart, a Dockerfile or an image', async () => {
    const targets = await infer(project({ helmChart }));
    expect(Object.keys(targets).toSorted()).toEqual([
      'helm-deploy',
      'helm-diff',
      'helm-lint',
      'helm-lock',
      'helm-rollback',
      'helm-status',
      'helm-template',
      'helm-test',
      'helm-uninstall',
      'kubeconform',
      'logs',
      'port-forward',
    ]);
    expect(targets['helm-deploy']?.dependsOn).toEqual([
      'helm-template',
      '^helm-deploy',
      'infra:cluster-up',
      'infra:secrets',
    ]);
  });

  it('renders by what it names, its lock and its values, all of which the hash sees', async () => {
    const { options, inputs } = (await infer(project({ helmChart })))['helm-template'] ?? {};
    expect(options).toMatchObject({ chart: 'vendor/podlike', remote: helmChart, images: {} });
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{workspaceRoot}/vendor/podlike/project.json',
        '{workspaceRoot}/vendor/podlike/charts.sha256',
        '{workspaceRoot}/vendor/podlike/values.yaml',
        '{workspaceRoot}/vendor/podlike/values-*.yaml',
      ]),
    );
  });

  it('is not deployed without the tag', async () => {
    expect(Object.keys(await infer(project({ helmChart }, []))).toSorted()).toEqual([
      'helm-lint',
      'helm-lock',
      'helm-template',
      'kubeconform',
    ]);
  });

  it.each([
    ['a range', { ...helmChart, version: '^6.0.0' }, 'has a range in "version"'],
    ['no version', { ...helmChart, version: 'newest one' }, 'has no exact version in "version"'],
    ['a plain address', { ...helmChart, repository: 'charts.example' }, 'in "repository"'],
    ['a name that is an option', { ...helmChart, name: '--debug' }, 'names no chart in "name"'],
    ['an unknown field', { ...helmChart, vesion: '1' }, 'has the unknown field vesion'],
  ])('is refused with %s', async (_what, chart, message) => {
    const error: unknown = await infer(project({ helmChart: chart })).catch((e: unknown) => e);
    const [[, fault]] = (error as { errors: [[string, Error]] }).errors;
    expect(fault.message).toMatch(/^NXHELM_CHART_REMOTE: metadata\.helmChart /);
    expect(fault.message).toContain(message);
  });

  it('is refused where it has a chart of its own, too', async () => {
    const files = {
      ...project({ helmChart }),
      'vendor/podlike/chart/Chart.yaml': 'name: own\nversion: 0.1.0\n',
    };
    const error: unknown = await infer(files).catch((e: unknown) => e);
    const { errors } = error as { errors: [string, Error][] };
    expect(errors.map(([, { message }]) => message).join()).toMatch(
      /NXHELM_CHART_REMOTE: .*it has vendor\/podlike\/chart\/Chart\.yaml, too/,
    );
  });
});

describe('a chart that takes something from a repository', () => {
  const remote = '  - { name: redis, version: ^1.0.0, repository: "oci://charts.example" }\n';

  it.each([
    ['apps/api/chart/Chart.yaml', 'dependencies:\n'],
    ['charts/lib/Chart.yaml', 'dependencies:\n'],
  ])('has a target that locks it, also where %s does', async (file, list) => {
    const own = service[file] ?? '';
    const text = own.includes(list) ? own.replace(list, list + remote) : `${own}${list}${remote}`;
    const { targets = {} } =
      (await workspace.infer({ ...service, [file]: text }))['apps/api'] ?? {};
    expect(targets['helm-lock']?.options).toEqual({
      chart: 'apps/api/chart',
      programsDirectory: '.nx-helm/bin',
    });
    expect(targets['helm-lock']?.cache).toBe(false);
  });

  it('has none where all of it is local', async () => {
    const { targets = {} } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(Object.keys(targets)).not.toContain('helm-lock');
  });
});
