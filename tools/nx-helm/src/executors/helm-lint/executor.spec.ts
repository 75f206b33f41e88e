import { chartOptions, configMap, createChartWorkspace } from '../../testing/chart-workspace.ts';
import helmLint from './executor.ts';

jest.setTimeout(60_000);

async function lint(files: Readonly<Record<string, string>>) {
  const workspace = createChartWorkspace(files);
  try {
    return await workspace.run(helmLint, chartOptions);
  } finally {
    workspace.remove();
  }
}

describe('a lint', () => {
  it('says which faults a chart has, wherever Helm says them', async () => {
    const { success, said } = await lint({
      'app/chart/templates/map.yaml': 'kind: ConfigMap\nname: {{ .Values.absent.deep }}\n',
    });
    expect(success).toBe(false);
    expect(said).toMatch(/^NXHELM_LINT_FAILED: helm lint finds faults in app\/chart:\n/);
    expect(said).toMatch(/\[ERROR\] templates\/: .*app\/templates\/map\.yaml:2.*nil pointer/s);
    expect(said).not.toMatch(/chart\(s\)|nx-helm-lint-/);
  });

  it('says the fault of values that do not fit their schema', async () => {
    const { said } = await lint({
      'app/chart/values.schema.json': JSON.stringify({
        properties: { replicas: { type: 'string' } },
      }),
    });
    expect(said).toMatch(/replicas.*want string/s);
  });

  it.each(['"on"', '"1_000"', '"0b11"', '0555'])(
    'looks at the value %s as a deploy would',
    async (value) => {
      const { said } = await lint({
        'environments/test.yaml': `nxHelm: { kubeVersion: 1.34.4 }\nvalue: ${value}\n`,
        'app/chart/values.schema.json': JSON.stringify({
          properties: { value: { enum: [value === '0555' ? 0o555 : JSON.parse(value)] } },
        }),
      });
      expect(said).toBe('app: the chart app/chart has no faults');
    },
  );

  it.each([
    [
      'a key that stands twice',
      configMap('a', 'a: "1"\n  a: "2"'),
      'the key "data.a" is a duplicate',
    ],
    ['what differs in each render', configMap('a', 'a: {{ uuidv4 }}'), 'NXHELM_RENDER_IMPURE'],
    [
      'an environment variable that stands twice',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a, env: [{ name: A }, { name: A }] }] }\n',
      'Pod a: spec.containers[0].env has [A] twice',
    ],
    ['no object at all', '{{/* nothing */}}\n', 'NXHELM_RENDER_EMPTY'],
  ])('finds %s, which only a render shows', async (_what, template, message) => {
    expect(await lint({ 'app/chart/templates/map.yaml': template })).toEqual({
      success: false,
      said: expect.stringContaining(message),
    });
  });

  it('names the command for a dependency that is neither vendored nor locked', async () => {
    const { said } = await lint({
      'app/chart/Chart.yaml':
        'apiVersion: v2\nname: app\nversion: 0.1.0\nicon: i\ndependencies: [{ name: redis, version: 1.0.0, repository: "oci://charts.example" }]\n',
    });
    expect(said).toMatch(/^NXHELM_DEPENDENCY_MISSING.*Do: npx nx run app:helm-lock, /);
  });

  it('passes a chart without faults', async () => {
    expect(await lint({})).toEqual({
      success: true,
      said: 'app: the chart app/chart has no faults',
    });
  });
});
