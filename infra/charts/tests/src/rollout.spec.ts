import { stageCharts } from './helm.ts';
import { services } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

describe.each(services)('rollout of %s (K3, K4)', (service) => {
  it('never takes a pod away before another one is ready', () => {
    expect(charts.render(service).only('Deployment').spec).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      minReadySeconds: expect.any(Number),
      progressDeadlineSeconds: expect.any(Number),
    });
  });

  it('liveness asks something else than readiness', () => {
    const [container] = charts.render(service).podOf('Deployment').spec.containers;
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/health' } },
      livenessProbe: { httpGet: { path: '/health' } },
      readinessProbe: { httpGet: { path: '/ready' } },
    });
  });

  it('liveness has patience with a pod that is busy', () => {
    const [container] = charts.render(service).podOf('Deployment').spec.containers;
    const { periodSeconds, timeoutSeconds, failureThreshold } = container?.livenessProbe as Record<
      string,
      number
    >;
    expect(timeoutSeconds).toBeGreaterThanOrEqual(10);
    expect((periodSeconds ?? 0) * (failureThreshold ?? 0)).toBeGreaterThanOrEqual(90);
  });

  it('a pod goes on serving while the Service forgets it, without a shell (next.js#54522)', () => {
    const { spec } = charts.render(service).podOf('Deployment');
    expect(spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
  });

  it('a pod waits as long by a program of its own where Kubernetes knows no sleep action', () => {
    const { spec } = charts.render(service, { kubeVersion: '1.29.0' }).podOf('Deployment');
    const program = service === 'api' ? 'python3' : 'node';
    const command = [program, expect.any(String), expect.any(String), '5'];
    expect(spec.containers[0]?.lifecycle).toEqual({ preStop: { exec: { command } } });
  });

  it('has a disruption budget only where there is a second pod', () => {
    expect(charts.render(service).only('PodDisruptionBudget').spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    const alone = charts.render(service, { set: ['replicas=1'] });
    expect(alone.kinds).not.toContain('PodDisruptionBudget');
  });

  it('leaves the number of pods to the autoscaler where there is one', () => {
    const scaled = charts.render(service, { set: ['autoscaling.enabled=true'] });
    expect(scaled.only('Deployment').spec).not.toHaveProperty('replicas');
    expect(scaled.only('HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: service },
    });
    expect(charts.render(service).kinds).not.toContain('HorizontalPodAutoscaler');
  });

  it('waits as long as values say before it changes the number of pods (K9)', () => {
    const on = 'autoscaling.enabled=true';
    const windows = (...set: readonly string[]) =>
      charts.render(service, { set: [on, ...set] }).only('HorizontalPodAutoscaler').spec?.[
        'behavior'
      ];
    expect(windows()).toEqual({
      scaleUp: { stabilizationWindowSeconds: 0 },
      scaleDown: { stabilizationWindowSeconds: 300 },
    });
    expect(windows('autoscaling.scaleDownStabilizationSeconds=60')).toMatchObject({
      scaleDown: { stabilizationWindowSeconds: 60 },
    });
  });
});

/** The ports that a service's pods reach on whatever machine; the first two are for names. */
function openPorts(service: (typeof services)[number], set: string[]): number[] {
  const spec = charts.render(service, { set }).only('NetworkPolicy').spec;
  const rules = spec?.['egress'] as { to?: unknown; ports: { port: number }[] }[];
  return rules
    .filter(({ to }) => to === undefined)
    .flatMap(({ ports }) => ports.map(({ port }) => port));
}

describe('addresses (K4)', () => {
  it.each([
    ['api', { type: 'ClusterIP', ports: [{ port: 80, targetPort: 'http' }] }],
    ['web', { type: 'NodePort', ports: [{ port: 80, nodePort: 30000 }] }],
    ['chatbot', { type: 'NodePort', ports: [{ port: 80, nodePort: 30001 }] }],
  ] as const)('%s is reached where people and services expect it', (service, spec) => {
    expect(charts.render(service).only('Service').spec).toMatchObject(spec);
  });

  it.each(services)(
    '%s reaches an external database and its pooler, and no other mode does (A2)',
    (service) => {
      const portsOf = (set: string[]) => openPorts(service, set);
      const external = [
        'global.database.mode=external',
        'global.database.externalPorts={5432,6432}',
      ];
      expect(portsOf(external)).toEqual([53, 53, 5432, 6432]);
      expect(portsOf([])).toEqual([53, 53]);
    },
  );

  it('only the front ends are open to everybody', () => {
    const isOpen = (service: (typeof services)[number]) => {
      const spec = charts.render(service).only('NetworkPolicy').spec;
      const [rule] = spec?.['ingress'] as { from?: unknown }[];
      return rule?.from === undefined;
    };
    expect(services.filter(isOpen)).toEqual(['web', 'chatbot']);
  });

  it.each(['web', 'chatbot'] as const)(
    '%s reaches a port of other machines where its values say so, and none by itself (A1)',
    (service) => {
      const portsOf = (set: string[]) => openPorts(service, set);
      expect(portsOf([])).toEqual([53, 53]);
      expect(portsOf(['networkPolicy.outside={smtps://mail.example.org:465}'])).toEqual([
        53, 53, 465,
      ]);
      const issuer = (address: string) => [`global.identityProvider.issuer=${address}`];
      expect(portsOf(issuer('https://id.example.org/o/taskora/'))).toEqual([53, 53, 443]);
      expect(portsOf(issuer('http://id.example.org:9000'))).toEqual([53, 53, 9000]);
      expect(portsOf(['env.OIDC_ISSUER=http://id.example.org:9000'])).toEqual([53, 53, 9000]);
      const mail = ['global.mail.secret=smtp', 'global.mail.server=smtp://mail.example.org:587'];
      expect(portsOf([...issuer('https://id.example.org'), ...mail])).toEqual([53, 53, 443, 587]);
    },
  );

  it.each([
    ['nothing', [], []],
    ['push', ['env.PUSH_CONTACT=mailto:a@example.org'], [443]],
    ['ntfy', ['env.DELIVERY_NTFY=true'], [443]],
    ['webhooks', ['env.DELIVERY_WEBHOOKS=true'], [443]],
    ['mail', ['global.mail.secret=smtp', 'global.mail.server=smtps://mail.example.org:465'], [465]],
  ])('opens the API what reminders by %s need', (_, set, ports) => {
    expect(openPorts('api', set)).toEqual([53, 53, ...ports]);
  });

  it.each(['smtp://mail.example.org', 'smtps://mail.example.org', 'mail.example.org'])(
    'refuses an address outside whose port nobody knows: %s',
    (address) => {
      const { status, stderr } = charts.run('template', 'web', {
        set: [`networkPolicy.outside={${address}}`],
      });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringMatching(/ERROR: \S+ names no port.* Do: write it, such as/),
      });
    },
  );
});
