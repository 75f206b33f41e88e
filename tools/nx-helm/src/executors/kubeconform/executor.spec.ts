import { join } from 'node:path';
import { chartOptions, createChartWorkspace } from '../../testing/chart-workspace.ts';
import type { KubeconformOptions } from './executor.ts';
import kubeconform from './executor.ts';

jest.setTimeout(60_000);

const { environment, environmentsDirectory, programsDirectory } = chartOptions;
const options = {
  environment,
  environmentsDirectory,
  programsDirectory,
  schemasDirectory: join(programsDirectory, '../schemas'),
};

/** What the target says of these manifests, in both forms unless another is given for the second. */
async function check(
  install: string,
  more: Partial<KubeconformOptions> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const workspace = createChartWorkspace({
    'dist/manifests/app/fingerprint.json': JSON.stringify({ environment }),
    'dist/manifests/app/install.yaml': install,
    'dist/manifests/app/upgrade.yaml': install,
    ...files,
  });
  try {
    return await workspace.run(kubeconform, { ...options, ...more });
  } finally {
    workspace.remove();
  }
}

function pod(container: string, spec = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${spec}  containers:\n    - name: main\n      image: web\n${container}`;
}

const service = (port: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [${port}] }\n`;
const monitor =
  'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: web }\nspec: { env: [{ name: A }, { name: A }] }\n';

describe('manifests that the API server would refuse although their schemas fit (kubeconform#188)', () => {
  it.each([
    [
      '      env: [{ name: A, value: "1" }, { name: B }, { name: A, value: "2" }]\n',
      'spec.containers[0].env has [A] twice',
    ],
    [
      '      ports: [{ containerPort: 80 }, { containerPort: 80, protocol: TCP }]\n',
      'spec.containers[0].ports has [80/TCP] twice',
    ],
    [
      '      volumeMounts: [{ name: a, mountPath: /x }, { name: b, mountPath: /x }]\n',
      'spec.containers[0].volumeMounts has [/x] twice',
    ],
    [
      '      resources: { limits: { memory: 512MB } }\n',
      'spec.containers[0].resources.limits.memory is "512MB", which is not a quantity',
    ],
    [
      '      resources: { requests: { cpu: 1e3m } }\n',
      'spec.containers[0].resources.requests.cpu is "1e3m", which is not a quantity',
    ],
    [
      '      resources: { limits: { memory: "1 Gi" } }\n',
      'spec.containers[0].resources.limits.memory is "1 Gi", which is not a quantity',
    ],
    [
      '      readinessProbe: { httpGet: { port: "8000" } }\n',
      'spec.containers[0].readinessProbe.httpGet.port is the text "8000", which is neither a number nor the name of a port',
    ],
    [
      '      lifecycle: { preStop: { tcpSocket: { port: "Port_A" } } }\n',
      'spec.containers[0].lifecycle.preStop.tcpSocket.port is the text "Port_A"',
    ],
  ])('are refused with object and field: %s', async (container, message) => {
    expect(await check(pod(container))).toEqual({
      success: false,
      said: expect.stringContaining(
        `NXHELM_MANIFEST_INVALID: its manifests do not fit Kubernetes:\nPod web: ${message}`,
      ),
    });
  });

  it('are refused in other objects too, and each fault is reported once', async () => {
    const { said } = await check(
      [
        service('{ port: 80, targetPort: "8000" }, { port: 80, name: x }'),
        'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: "1" }\n',
        pod('', '  volumes: [{ name: a, emptyDir: { sizeLimit: 1GB } }, { name: a }]\n'),
        'apiVersion: v1\nkind: LimitRange\nmetadata: { name: web }\nspec: { limits: [{ type: Pod, max: { cpu: two } }] }\n',
      ].join('---\n'),
    );
    const faults = said.split('\n').filter((line) => / web: /.test(line));
    expect(faults.toSorted()).toEqual(
      [
        'Service web: spec.ports[0].targetPort is the text "8000", which is neither a number nor the name of a port',
        'Service web: spec.ports has [80/TCP] twice',
        'PodDisruptionBudget web: spec.minAvailable is the text "1", which is neither a number nor a share such as 25%',
        'Pod web: spec.volumes[0].emptyDir.sizeLimit is "1GB", which is not a quantity such as 500m, 1.5 or 512Mi',
        'Pod web: spec.volumes has [a] twice',
        'LimitRange web: spec.limits[0].max.cpu is "two", which is not a quantity such as 500m, 1.5 or 512Mi',
      ].toSorted(),
    );
  });

  it('pass with what looks alike and is right', async () => {
    const container = [
      '      env: [{ name: A }, { name: B }]\n',
      '      ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP, name: dns-tcp }]\n',
      '      resources: { limits: { memory: 1.5Gi, cpu: 1500m, example.com/gpu: "1" }, requests: { cpu: 1e-3, memory: 1E } }\n',
      '      livenessProbe: { httpGet: { port: dns-tcp } }\n',
      '      startupProbe: { tcpSocket: { port: 53 } }\n',
    ];
    expect(await check(pod(container.join('')))).toEqual({
      success: true,
      said: 'app: 1 object fits Kubernetes 1.34.4',
    });
  });
});

describe('objects that no API server could keep (kubeconform#286, odh-dashboard#9658)', () => {
  const map = (head: string): string => `apiVersion: v1\n${head}data: {}\n`;

  it.each([
    [
      'a name',
      map('kind: ConfigMap\nmetadata: { labels: { a: b } }\n'),
      'ConfigMap: it has no metadata.name',
    ],
    ['metadata', map('kind: ConfigMap\n'), 'ConfigMap: it has no metadata.name'],
    [
      'a text as name',
      map('kind: ConfigMap\nmetadata: { name: 7 }\n'),
      'ConfigMap: it has no metadata.name',
    ],
    ['a kind', map('metadata: { name: web }\n'), 'web: it has no kind'],
    [
      'an apiVersion',
      'kind: ConfigMap\nmetadata: { name: web }\n',
      'ConfigMap: it has no apiVersion',
    ],
    ['an object', 'a text\n', '"a text" is rendered where an object belongs'],
  ])('are refused without %s', async (_what, manifest, fault) => {
    const { success, said } = await check(`${service('{ port: 80 }')}---\n${manifest}`);
    expect(success).toBe(false);
    expect(said).toMatch(/^NXHELM_MANIFEST_INVALID: /);
    expect(said).toContain(fault);
  });

  it('are refused with a misspelt kind, which is named', async () => {
    const { success, said } = await check(
      'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: { name: web }\nspec: {}\n',
    );
    expect(success).toBe(false);
    expect(said).toContain('could not find schema for Deploymnet');
  });
});

describe('kubeconform', () => {
  it('says what does not fit once, without the file of the schema', async () => {
    const { said } = await check(service('{ port: "80" }').replace('spec:', 'spek: 1\nspec:'));
    expect(said).toBe(
      "NXHELM_MANIFEST_INVALID: its manifests do not fit Kubernetes:\nService web (v1): '': additional properties 'spek' not allowed\nService web (v1): '/spec/ports/0/port': got string, want integer\n (project app). Do: correct the chart, then npx nx run app:kubeconform",
    );
  });

  it('counts objects, not the forms they are in', async () => {
    const both = `${service('{ port: 80 }')}---\n${pod('')}`;
    const files = {
      'dist/manifests/app/upgrade.yaml': `${both}---\n${service('{ port: 1 }').replace('name: web', 'name: late')}`,
    };
    expect((await check(both, {}, files)).said).toBe('app: 3 objects fit Kubernetes 1.34.4');
  });

  it('names the options for kinds that it does not know (odh-dashboard#9658)', async () => {
    expect((await check(monitor)).said).toMatch(
      /could not find schema for ServiceMonitor\n \(project app\)\. Do: name their schemas in the option schemaLocations of the target kubeconform, or the kinds in skipKinds: \["ServiceMonitor"\]/,
    );
  });

  it.each(['ServiceMonitor', 'monitoring.coreos.com/v1/ServiceMonitor'])(
    'leaves out the kind %s, and says so',
    async (kind) => {
      expect(
        await check(monitor + '---\n' + service('{ port: 80 }'), { skipKinds: [kind] }),
      ).toEqual({
        success: true,
        said: 'app: 1 object fits Kubernetes 1.34.4; not checked: ServiceMonitor web (monitoring.coreos.com/v1)',
      });
    },
  );

  it('checks custom resources by schemas of the workspace', async () => {
    const place = 'schemas/crds/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json';
    const files = {
      'schemas/crds/monitoring.coreos.com/servicemonitor_v1.json': JSON.stringify({
        type: 'object',
        properties: { spec: { type: 'object', required: ['endpoints'] } },
      }),
    };
    const { success, said } = await check(monitor, { schemaLocations: [place] }, files);
    expect(success).toBe(false);
    expect(said).toContain(
      "ServiceMonitor web (monitoring.coreos.com/v1): '/spec': missing property 'endpoints'",
    );
  });

  it('names the target that makes the schemas where there are none', async () => {
    expect((await check(monitor, { schemasDirectory: 'absent' })).said).toMatch(
      /^NXHELM_SCHEMAS_MISSING: .* in absent .*Do: npx nx run-many -t schemas, /,
    );
  });

  it('names the commands that bring manifests back which the cache of Nx has lost', async () => {
    const workspace = createChartWorkspace();
    expect(await workspace.run(kubeconform, options)).toEqual({
      success: false,
      said: expect.stringMatching(
        /^NXHELM_RENDER_MISSING: .*Do: npx nx run app:helm-template \(npx nx reset first, where the cache of Nx was deleted\)$/,
      ),
    });
    workspace.remove();
  });

  it('checks no manifests of another environment', async () => {
    const files = {
      'dist/manifests/app/fingerprint.json': JSON.stringify({ environment: 'prod' }),
    };
    expect((await check(monitor, {}, files)).said).toMatch(/^NXHELM_RENDER_OTHER_ENVIRONMENT: /);
  });
});
