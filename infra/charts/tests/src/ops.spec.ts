import { stageCharts } from './helm.ts';
import type { KubernetesObject } from './objects.ts';
import { totalOf } from './quantity.ts';
import { stageWholeChart } from './whole-chart.ts';
import { environments } from './workspace.ts';

const charts = stageCharts();
const whole = stageWholeChart();
afterAll(() => {
  charts.dispose();
  whole.dispose();
});

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const rulesIn = (objects: readonly KubernetesObject[]): readonly Rule[] =>
  objects.flatMap((object) =>
    object.kind === 'Role' ? (object as unknown as { rules: readonly Rule[] }).rules : [],
  );
const named = (objects: readonly KubernetesObject[], kind: string, name: string) =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);

describe('the chart of the operations server (K5, O1)', () => {
  it.each(environments)('helm lint finds nothing in environment %s', (environment) => {
    const { status, stdout } = charts.run('lint', 'ops', { environment });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.not.stringMatching(/WARN/) });
  });

  it('two renders are the same bytes, in the namespace of the release, with its labels', () => {
    const { text, objects } = charts.render('ops');
    expect(charts.render('ops').text).toBe(text);
    for (const { metadata } of objects) {
      expect(metadata).toMatchObject({
        namespace: 'taskora',
        labels: { 'app.kubernetes.io/name': 'ops', 'app.kubernetes.io/instance': 'ops' },
      });
    }
  });

  it('renders on the oldest Kubernetes that it allows', () => {
    expect(charts.render('ops', { kubeVersion: '1.28.0' }).objects.length).toBeGreaterThan(7);
  });

  it.each([
    ['a key that nobody reads', 'releaseSecret.read=true'],
    ['an answer that is none', 'releaseSecrets.read=perhaps'],
    ['a namespace that can be none', 'clients.namespaces={Kagent}'],
  ])('refuses %s', (_what, set) => {
    const { status, stderr } = charts.run('template', 'ops', { set: [set] });
    expect([status, stderr]).toEqual([1, expect.stringContaining('schema')]);
  });

  it('leaves a third of the memory for buffers and code', () => {
    const rendered = charts.render('ops');
    const options = rendered.only('ConfigMap').data?.['NODE_OPTIONS'] ?? '';
    const [, heap] = /--max-old-space-size=(\d+)/.exec(options) ?? [];
    const { bytes } = totalOf(rendered.podOf('Deployment').spec, 'limits');
    expect(Number(heap) * 2 ** 20).toBeLessThanOrEqual((2 / 3) * bytes);
  });
});

describe('the rights of the operations server (I1, O1)', () => {
  it('are those of one namespace, given to its own account', () => {
    const { kinds, only } = charts.render('ops');
    expect(kinds.filter((kind) => kind.startsWith('Cluster'))).toEqual([]);
    expect(only('RoleBinding')).toMatchObject({
      roleRef: { kind: 'Role', name: 'ops' },
      subjects: [{ kind: 'ServiceAccount', name: 'ops', namespace: 'taskora' }],
    });
  });

  it('are reads, without Secrets, without exec and without a wildcard', () => {
    const rules = rulesIn(charts.render('ops').objects);
    expect(rules.length).toBeGreaterThan(5);
    const verbs = new Set(rules.flatMap((rule) => rule.verbs));
    expect([...verbs].toSorted()).toEqual(['get', 'list']);
    const got = rules.filter((rule) => rule.verbs.includes('get'));
    expect(got.flatMap((rule) => rule.resources)).toEqual(['pods/log']);
    const resources = rules.flatMap((rule) => rule.resources);
    expect(resources.toSorted()).toEqual(
      [
        ...['configmaps', 'deployments', 'endpointslices', 'events', 'horizontalpodautoscalers'],
        ...['ingresses', 'jobs', 'persistentvolumeclaims', 'pods', 'pods', 'pods/log'],
        ...['services', 'statefulsets'],
      ].toSorted(),
    );
  });

  it('have the list of Secrets added by one value, and only then', () => {
    const { objects, only } = charts.render('ops', { set: ['releaseSecrets.read=true'] });
    const ofSecrets = rulesIn(objects).filter(({ resources }) => resources.includes('secrets'));
    expect(ofSecrets).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }]);
    expect(only('ConfigMap').data?.['OPS_RELEASE_SECRETS']).toBe('true');
    expect(charts.render('ops').only('ConfigMap').data?.['OPS_RELEASE_SECRETS']).toBe('false');
  });

  it('reach the pod that serves, and no other pod of the product', () => {
    const { podOf } = charts.render('ops');
    expect(podOf('Deployment').spec.automountServiceAccountToken).toBe(true);
    expect(podOf('Pod').spec.automountServiceAccountToken).toBe(false);
  });

  it('go with a pod as restricted as all others', () => {
    for (const { template } of charts.render('ops').pods) {
      expect(template.spec).toMatchObject({
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10001,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      for (const { securityContext } of template.spec.containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });
});

describe('the network of the operations server (K4, O1)', () => {
  it('lets nobody in but its own test, and out to names and the API server', () => {
    const { only } = charts.render('ops');
    expect(only('NetworkPolicy').spec).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          ports: [{ port: 8080 }],
          from: [
            {
              podSelector: {
                matchExpressions: [{ key: 'app.kubernetes.io/name', values: ['ops'] }],
              },
            },
          ],
        },
        { ports: [{ port: 9090 }] },
      ],
    });
    const egress = only('NetworkPolicy').spec?.['egress'] as readonly {
      readonly ports: readonly { readonly port: number }[];
    }[];
    const ports = egress.flatMap((rule) => rule.ports.map(({ port }) => port));
    expect([...new Set(ports)].toSorted((a, b) => a - b)).toEqual([53, 443, 6443, 8080, 8443]);
  });

  it('lets in the pods of namespaces that are named, at its port alone', () => {
    const { objects } = charts.render('ops', { set: ['clients.namespaces={kagent,agents}'] });
    expect(named(objects, 'NetworkPolicy', 'ops-clients')?.spec).toMatchObject({
      policyTypes: ['Ingress'],
      ingress: [
        {
          ports: [{ port: 8080, protocol: 'TCP' }],
          from: [
            {
              namespaceSelector: {
                matchExpressions: [
                  {
                    key: 'kubernetes.io/metadata.name',
                    operator: 'In',
                    values: ['kagent', 'agents'],
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('is addressed by the names of its Service', () => {
    const { only } = charts.render('ops');
    const hosts = only('ConfigMap').data?.['OPS_ALLOWED_HOSTS']?.split(',');
    expect(hosts).toEqual([
      'ops',
      'ops.taskora',
      'ops.taskora.svc',
      'ops.taskora.svc.cluster.local',
    ]);
    expect(only('Service').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80 }] });
  });
});

describe('the operations server in the whole chart (K5, O1)', () => {
  const titleOf = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`;
  const titles = (set: readonly string[]) => whole.render({ set }).objects.map(titleOf);

  it('is not there unless one value asks for it', () => {
    const added = titles(['ops.enabled=true']).filter((title) => !titles([]).includes(title));
    expect(added.toSorted()).toEqual(charts.render('ops').objects.map(titleOf).toSorted());
  });

  it('lets in the namespaces of agents by one more value', () => {
    const set = ['ops.enabled=true', 'ops.clients.namespaces={kagent}'];
    const { objects } = whole.render({ set });
    expect(JSON.stringify(named(objects, 'NetworkPolicy', 'ops-clients')?.spec)).toContain(
      '"values":["kagent"]',
    );
  });

  it('knows an agent of kagent by the token whose header the platform sends', () => {
    const { objects } = whole.render({
      set: [
        'ops.enabled=true',
        'ops.secretEnv.OPS_TOKEN.existingSecret=taskora-ops',
        'ops.secretEnv.OPS_TOKEN.key=token',
        'platform.kagent.apiVersion=v1alpha2',
        'platform.kagent.modelConfig=operations-model',
        'platform.kagent.authorization.existingSecret=taskora-ops',
      ],
    });
    const server = objects.find(({ kind }) => kind === 'RemoteMCPServer');
    expect(server?.spec).toMatchObject({
      headersFrom: [
        { name: 'Authorization', valueFrom: { name: 'taskora-ops', key: 'authorization' } },
      ],
    });
    expect(JSON.stringify(named(objects, 'Deployment', 'ops')?.spec)).toContain(
      JSON.stringify({ secretKeyRef: { name: 'taskora-ops', key: 'token' } }).slice(1, -1),
    );
  });

  it('has the objects of its own chart, field by field', () => {
    const ofAnyRelease = (objects: readonly KubernetesObject[]) =>
      JSON.parse(
        JSON.stringify(objects, (key, value: unknown) =>
          key === 'app.kubernetes.io/instance' ? 'any' : value,
        ),
      ) as KubernetesObject[];
    const actual = ofAnyRelease(whole.render({ set: ['ops.enabled=true'] }).objects);
    for (const object of ofAnyRelease(charts.render('ops').objects)) {
      expect(actual.find((one) => titleOf(one) === titleOf(object))).toEqual(object);
    }
  });

  it('is announced with its address, and only where it is', () => {
    expect(whole.notes(['ops.enabled=true'])).toContain('http://ops.taskora/mcp');
    expect(whole.notes()).not.toContain('/mcp');
  });

  it('takes the values of its own chart and no others', () => {
    const { stderr } = whole.run('template', { set: ['ops.enabled=true', 'ops.replcias=2'] });
    expect(stderr).toContain("values don't meet the specifications of the schema");
  });
});
