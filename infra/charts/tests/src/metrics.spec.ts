import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { stageCharts } from './helm.ts';
import type { KubernetesObject } from './objects.ts';
import { environments, releases, services, workspaceRoot } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const monitored = (...set: string[]) => set.map((pair) => `global.monitoring.${pair}`);

interface Port {
  readonly name: string;
  readonly containerPort: number;
}
const portsOf = (pod: { spec: { containers: readonly object[] } }) =>
  pod.spec.containers.flatMap(
    (container) => (container as { ports?: readonly Port[] }).ports ?? [],
  );

interface IngressRule {
  readonly ports: readonly { readonly port: number }[];
  readonly from?: unknown;
}
const rulesFor = (policy: KubernetesObject, port: number) =>
  (policy.spec?.['ingress'] as readonly IngressRule[]).filter((rule) =>
    rule.ports.some((each) => each.port === port),
  );

describe.each(services)('the metrics of %s (K9)', (service) => {
  it('are on a port of their own, which the process is told', () => {
    const rendered = charts.render(service);
    const ports = portsOf(rendered.podOf('Deployment'));
    expect(ports.map(({ name }) => name)).toEqual(['http', 'metrics']);
    const metrics = ports.find(({ name }) => name === 'metrics');
    expect(rendered.only('ConfigMap').data?.['METRICS_PORT']).toBe(String(metrics?.containerPort));
  });

  it('are reached by no Service', () => {
    const { ports } = charts.render(service).only('Service').spec as { ports: { name: string }[] };
    expect(ports.map(({ name }) => name)).toEqual(['http']);
  });

  it('are open to the namespace of Prometheus alone, also where the service is public', () => {
    const policy = charts.render(service, { set: monitored('namespace=watchers') });
    expect(rulesFor(policy.only('NetworkPolicy'), 9090)).toEqual([
      {
        ports: [{ port: 9090, protocol: 'TCP' }],
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'watchers' } } },
        ],
      },
    ]);
  });

  it('are found by the annotations of the pods', () => {
    const { metadata } = charts.render(service).podOf('Deployment');
    expect(metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9090',
      'prometheus.io/path': '/metrics',
    });
  });

  it('are found by a PodMonitor where the environment has the operator, and by nothing else', () => {
    const rendered = charts.render(service, {
      set: monitored('scrape=operator', 'labels.release=prometheus'),
    });
    const monitor = rendered.only('PodMonitor');
    expect(monitor).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { name: service, labels: { release: 'prometheus' } },
      spec: {
        selector: rendered.only('Deployment').spec?.selector,
        podMetricsEndpoints: [
          {
            port: 'metrics',
            path: '/metrics',
            relabelings: [{ targetLabel: 'job', replacement: `taskora-${service}` }],
          },
        ],
      },
    });
    const { annotations } = rendered.podOf('Deployment').metadata;
    expect(Object.keys(annotations ?? {})).toEqual(['checksum/config']);
  });

  it('are not measured where the environment has no Prometheus', () => {
    const rendered = charts.render(service, { set: monitored('scrape=none') });
    expect(portsOf(rendered.podOf('Deployment')).map(({ name }) => name)).toEqual(['http']);
    expect(rendered.only('ConfigMap').data?.['METRICS_PORT']).toBe('0');
    expect(rulesFor(rendered.only('NetworkPolicy'), 9090)).toEqual([]);
    expect(rendered.text).not.toContain('prometheus.io');
    expect(rendered.kinds).not.toContain('PodMonitor');
  });

  it('are refused on the public port', () => {
    const port = charts.render(service).podOf('Deployment').spec.containers;
    const { containerPort } = portsOf({ spec: { containers: port } })[0] as Port;
    const { status, stderr } = charts.run('template', service, {
      set: [`metricsPort=${containerPort}`],
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/must not be on the public port\. Do: set metricsPort/),
    });
  });
});

describe.each(services)('the traces of %s (K9)', (service) => {
  const endpoint = 'http://otel-collector.watchers.svc:4318';
  const egressOf = (set: string[]) =>
    JSON.stringify(charts.render(service, { set }).only('NetworkPolicy').spec?.['egress']);

  it('are sent where the environment names a collector, which the pods may reach', () => {
    const set = monitored(`traces=${endpoint}`, 'namespace=watchers');
    const settings = charts.render(service, { set }).only('ConfigMap').data;
    expect(settings?.['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe(endpoint);
    const to = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'watchers' } },
    };
    const rule = { to: [to], ports: [{ port: 4318, protocol: 'TCP' }] };
    expect(egressOf(set)).toContain(JSON.stringify(rule));
  });

  it.each([
    ['of another namespace', 'http://otel-collector.monitoring:4318', 'monitoring'],
    ['of the own namespace', 'http://otel-collector:4318', 'taskora'],
    ['outside', 'https://traces.example.org:4318', 'example'],
  ])('are not cut off silently where the collector is one %s', (_what, wrong, namespace) => {
    const set = monitored(`traces=${wrong}`, 'namespace=watchers');
    const { status, stderr } = charts.run('template', service, { set });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        new RegExp(`is in namespace ${namespace}, .* namespace watchers alone\\. Do: set global`),
      ),
    });
    const open = charts.run('template', service, { set: [...set, 'networkPolicy.enabled=false'] });
    expect(open.stderr).toBe('');
    expect(
      charts.run('template', service, {
        set: monitored(`traces=${wrong}`, `namespace=${namespace}`),
      }).stderr,
    ).toBe('');
  });

  it('are not made where it names none', () => {
    const { text } = charts.render(service);
    expect(text).not.toContain('OTEL_');
    expect(egressOf([])).not.toContain('namespaceSelector');
  });

  it.each(['otel-collector:4318', 'http://otel-collector', 'ftp://otel-collector:4318'])(
    'are not sent to %s',
    (wrong) => {
      const { status, stderr } = charts.run('template', service, {
        set: monitored(`traces=${wrong}`),
      });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining("values don't meet the specifications of the schema"),
      });
    },
  );
});

describe.each(environments)('environment %s (K9)', (environment) => {
  it('asks for no resource that a cluster without the Prometheus operator lacks', () => {
    const versions = releases.flatMap((release) =>
      charts.render(release, { environment }).objects.map(({ apiVersion }) => apiVersion),
    );
    expect(versions.filter((version) => version.includes('coreos'))).toEqual([]);
  });
});

describe('the alert rules and the dashboard (K9)', () => {
  const made = (file: string) =>
    readFileSync(join(workspaceRoot, 'infra/charts/platform/files', file), 'utf8');
  const named = (name: string, ...set: string[]) =>
    charts
      .render('platform', { set: monitored(...set) })
      .objects.find(({ metadata }) => metadata.name === name);

  it('are ConfigMaps, with the label by which the sidecar of Grafana finds a dashboard', () => {
    const rules = named('taskora-rules');
    expect(rules).toMatchObject({ kind: 'ConfigMap' });
    expect(parse(rules?.data?.['taskora.rules.yaml'] ?? '')).toEqual(parse(made('rules.yaml')));
    const dashboard = named('taskora-dashboard');
    expect(dashboard).toMatchObject({
      kind: 'ConfigMap',
      metadata: { labels: { grafana_dashboard: '1' } },
    });
    expect(JSON.parse(dashboard?.data?.['taskora.json'] ?? '')).toEqual(
      JSON.parse(made('dashboard.json')),
    );
  });

  it('are a PrometheusRule with the labels of the environment where that has the operator', () => {
    const rules = named('taskora-rules', 'rules=operator', 'labels.release=prometheus');
    expect(rules).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { labels: { release: 'prometheus' } },
    });
    expect(rules?.spec).toEqual(parse(made('rules.yaml')));
  });

  it('are not there where the environment does not want them', () => {
    expect(named('taskora-rules', 'rules=none')).toBeUndefined();
    expect(named('taskora-dashboard', 'dashboard=false')).toBeUndefined();
  });
});
