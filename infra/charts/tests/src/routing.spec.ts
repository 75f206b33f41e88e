import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';
import { workspaceRoot } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const urls = (scheme: string) => [
  `global.urls.web=${scheme}://tasks.example.org`,
  `global.urls.chatbot=${scheme}://chat.example.org`,
];
const ingress = ['routing.kind=ingress'];
const secret = 'routing.ingress.tls.secretName=taskora-tls';
const gateway = ['routing.kind=gateway', 'routing.gateway.name=public'];
const render = (...set: readonly string[]) => charts.render('platform', { set });
const refusal = (...set: readonly string[]) =>
  charts.run('template', 'platform', { set }).stderr.match(/ERROR: .*/g);

describe('routing (K4)', () => {
  it('is made only where the environment asks for it', () => {
    expect(render().kinds).not.toContain('Ingress');
    expect(render().kinds).not.toContain('HTTPRoute');
  });

  it('leads the hosts that people type to the front ends, of whichever class', () => {
    const { spec } = render(...ingress, ...urls('http')).only('Ingress');
    expect(spec).not.toHaveProperty('ingressClassName');
    expect(spec).not.toHaveProperty('tls');
    const to = (name: string) => ({
      paths: [
        { path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } },
      ],
    });
    expect(spec?.['rules']).toEqual([
      { host: 'chat.example.org', http: to('chatbot') },
      { host: 'tasks.example.org', http: to('web') },
    ]);
    const named = render(...ingress, ...urls('http'), 'routing.ingress.className=traefik');
    expect(named.only('Ingress').spec).toMatchObject({ ingressClassName: 'traefik' });
  });

  it('has TLS by a Secret, or by an issuer of cert-manager', () => {
    const tls = [{ secretName: 'taskora-tls', hosts: ['chat.example.org', 'tasks.example.org'] }];
    const bySecret = render(...ingress, ...urls('https'), secret).only('Ingress');
    expect(bySecret.spec).toMatchObject({ tls });
    expect(JSON.stringify(bySecret.metadata.annotations)).not.toContain('cert-manager');
    for (const [kind, key] of [
      ['ClusterIssuer', 'cert-manager.io/cluster-issuer'],
      ['Issuer', 'cert-manager.io/issuer'],
    ] as const) {
      const issuer = [`routing.ingress.tls.issuer=acme`, `routing.ingress.tls.issuerKind=${kind}`];
      const { metadata, spec } = render(...ingress, ...urls('https'), secret, ...issuer).only(
        'Ingress',
      );
      expect(spec).toMatchObject({ tls });
      expect(metadata.annotations).toHaveProperty([key], 'acme');
    }
  });

  it('lets streams pass unbuffered, for five minutes at the least, by each controller’s own words', () => {
    const annotations = (...set: readonly string[]) =>
      render(...ingress, ...urls('http'), ...set).only('Ingress').metadata.annotations ?? {};
    const times = Object.entries(annotations()).filter(([key]) => /timeout|attributes/.test(key));
    expect(times.length).toBeGreaterThanOrEqual(8);
    for (const [, value] of times) {
      expect(Number(/(\d+)s?$/.exec(value)?.[1])).toBeGreaterThanOrEqual(300);
    }
    expect(annotations()).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
      'nginx.org/proxy-buffering': 'False',
    });
    expect(annotations('routing.timeoutSeconds=900')).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '900',
      'haproxy.org/timeout-server': '900s',
    });
    expect(
      charts.run('template', 'platform', { set: ['routing.timeoutSeconds=60'] }).stderr,
    ).toContain('schema');
  });

  it('belongs to a Gateway that is there, a route for each host', () => {
    const { objects } = render(...gateway, ...urls('https'), 'routing.gateway.namespace=edge');
    const routes = objects.filter(({ kind }) => kind === 'HTTPRoute');
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec?.['hostnames']])).toEqual([
      ['chatbot', ['chat.example.org']],
      ['web', ['tasks.example.org']],
    ]);
    for (const { metadata, spec } of routes) {
      expect(spec).toMatchObject({
        parentRefs: [{ name: 'public', namespace: 'edge' }],
        rules: [
          {
            backendRefs: [{ name: metadata.name, port: 80 }],
            timeouts: { request: '600s', backendRequest: '600s' },
          },
        ],
      });
    }
  });

  it.each([
    ['an address without a domain', 'global.urls.chatbot', [...ingress, secret]],
    [
      'an address that is a number',
      'global.urls.web',
      [
        ...ingress,
        'global.urls.chatbot=http://chat.example.org',
        'global.urls.web=http://192.0.2.1:30000',
      ],
    ],
    ['https without a certificate', 'global.urls.chatbot', [...ingress, ...urls('https')]],
    ['a certificate without https', 'routing.ingress.tls', [...ingress, ...urls('http'), secret]],
    [
      'an issuer without a Secret',
      'global.urls.chatbot',
      [...ingress, ...urls('https'), 'routing.ingress.tls.issuer=acme'],
    ],
    [
      'an issuer, and TLS elsewhere',
      'routing.ingress.tls.issuer',
      [
        ...ingress,
        ...urls('https'),
        'routing.ingress.tls.issuer=acme',
        'routing.ingress.tls.elsewhere=true',
      ],
    ],
    [
      'TLS in two places',
      'routing.ingress.tls.elsewhere',
      [...ingress, ...urls('https'), secret, 'routing.ingress.tls.elsewhere=true'],
    ],
    ['TLS of an Ingress where there is none', 'routing.ingress.tls', [secret]],
    [
      'TLS of an Ingress for a Gateway',
      'routing.ingress.tls',
      [...gateway, ...urls('https'), secret],
    ],
    [
      'a Gateway for an Ingress',
      'routing.gateway.name',
      [...ingress, ...urls('http'), 'routing.gateway.name=public'],
    ],
    ['routes of no Gateway', 'routing.kind', ['routing.kind=gateway', ...urls('https')]],
    [
      'one host for both',
      'global.urls.web',
      [
        ...ingress,
        'global.urls.web=http://tasks.example.org',
        'global.urls.chatbot=http://tasks.example.org',
      ],
    ],
  ])('refuses %s in one error that names %s', (_what, key, set) => {
    const errors = refusal(...set);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatch(new RegExp(`^ERROR: ${key.replaceAll('.', '\\.')} .* Do: `));
  });

  it.each([
    ['Ingress', [...ingress, ...urls('https'), secret]],
    ['HTTPRoute', [...gateway, ...urls('https')]],
  ])('fits the schema of %s, and a field that it does not have is refused', (kind, set) => {
    const isOfKind = (part: string): boolean => part.includes(`\nkind: ${kind}\n`);
    const text = render(...set)
      .text.split(/^---$/m)
      .filter(isOfKind)
      .join('---\n');
    const check = (input: string) => {
      const program = join(workspaceRoot, '.taskora/bin/kubeconform');
      const schemas = join(workspaceRoot, '.taskora/schemas');
      const args = ['-strict', '-kubernetes-version', '1.34.4', '-schema-location', schemas];
      return spawnSync(program, args, { encoding: 'utf8', input });
    };
    const good = check(text);
    expect({ status: good.status, stdout: good.stdout }).toEqual({ status: 0, stdout: '' });
    expect(text).toContain(`kind: ${kind}`);
    const wrong = text.replace(/^( +)(rules:)/m, '$1nonsense: true\n$1$2');
    expect(check(wrong).stdout).toContain(`${kind} `);
    expect(check(wrong).status).toBe(1);
  });
});
