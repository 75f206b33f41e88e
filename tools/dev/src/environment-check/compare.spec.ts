import type { ClusterFacts } from './cluster-facts.ts';
import { readClusterFacts } from './cluster-facts.ts';
import { compareEnvironment } from './compare.ts';
import { readEnvironmentText } from './environment-text.ts';

/** Line 1 is its first. */
const environment = (routing: string, mode = 'volume') =>
  readEnvironmentText(
    'prod.yaml',
    `nxHelm:
  kubeVersion: 1.34.4
  apiVersions: [metrics.k8s.io/v1beta1]
  releases:
    api:
      autoscaling: { enabled: true, minReplicas: 2 }
    platform:
      routing: ${routing}
global:
  urls:
    web: https://tasks.example.org
    chatbot: https://chat.example.org
  database:
    mode: ${mode}
`,
  );

const fitting: ClusterFacts = {
  id: '11111111-2222-3333-4444-555555555555',
  version: 'v1.34.9+k3s1',
  apiVersions: new Set(['apps', 'metrics.k8s.io', 'cert-manager.io', 'gateway.networking.k8s.io']),
  ingressClasses: [{ name: 'traefik', isDefault: true }],
  storageClasses: [{ name: 'standard', isDefault: true }],
  namespace: 'taskora',
  secrets: new Set(['taskora-tls']),
  issuers: new Set(['ClusterIssuer/acme']),
  gateways: [
    {
      namespace: 'edge',
      name: 'public',
      listeners: [{ name: 'https', hostname: '*.example.org' }],
    },
  ],
};
const ingress = '{ kind: ingress, ingress: { tls: { secretName: taskora-tls } } }';
const gateway = '{ kind: gateway, gateway: { name: public, namespace: edge } }';
const issuer = '{ kind: ingress, ingress: { tls: { secretName: x, issuer: acme } } }';

const without = (group: string) =>
  new Set([...fitting.apiVersions].filter((each) => each !== group));

describe('an environment against its cluster (K4)', () => {
  it('asks nothing of it for a release that is left out', () => {
    const text = `nxHelm:
  kubeVersion: 1.34.4
  releases: { ops: false, api: { autoscaling: { enabled: true } } }
global:
  urls: { web: https://tasks.example.org, chatbot: https://chat.example.org }
  database: { mode: memory }
`;
    const { values } = readEnvironmentText('prod.yaml', text);
    expect(Object.keys(values.nxHelm.releases)).toEqual(['api']);
    expect(compareEnvironment(readEnvironmentText('prod.yaml', text), fitting)).toEqual([]);
  });

  it.each([ingress, gateway, issuer, '{ kind: none }'])('fits with %s', (routing) => {
    expect(compareEnvironment(environment(routing), fitting)).toEqual([]);
  });

  it.each<[string, string, Partial<ClusterFacts>, number, RegExp]>([
    ['another version', ingress, { version: 'v1.31.2' }, 2, /kubeVersion is 1\.34\.4.*1\.31\.2/],
    [
      'no default class',
      ingress,
      { ingressClasses: [{ name: 'nginx', isDefault: false }] },
      8,
      /default \(there: nginx\)/,
    ],
    [
      'another class',
      '{ kind: ingress, ingress: { className: haproxy, tls: { secretName: taskora-tls } } }',
      {},
      8,
      /haproxy.*there: traefik/,
    ],
    ['no certificate', ingress, { secrets: new Set() }, 8, /no Secret taskora-tls/],
    ['no issuer', issuer, { issuers: new Set() }, 8, /no ClusterIssuer\/acme/],
    [
      'no cert-manager',
      issuer,
      { issuers: new Set(), apiVersions: without('cert-manager.io') },
      8,
      /no cert-manager/,
    ],
    [
      'no Gateway of the name',
      gateway,
      { gateways: [] },
      8,
      /no Gateway edge\/public \(there: none\)/,
    ],
    [
      'no Gateway API',
      gateway,
      { gateways: [], apiVersions: without('gateway.networking.k8s.io') },
      8,
      /no Gateway API/,
    ],
    [
      'no default storage class',
      ingress,
      { storageClasses: [] },
      14,
      /no storage class.*there: none/,
    ],
  ])('names the line for %s', (_what, routing, facts, line, what) => {
    const findings = compareEnvironment(environment(routing), { ...fitting, ...facts });
    expect(findings).toEqual([
      { line, what: expect.stringMatching(what), fix: expect.stringMatching(/./) },
    ]);
  });

  it('names the line of a cluster that is another one, and none of a file that names none', () => {
    const bound = environment(ingress).values;
    const text = environment(ingress);
    const inOther = { ...bound, nxHelm: { ...bound.nxHelm, cluster: 'another' } };
    expect(compareEnvironment({ ...text, values: inOther }, fitting)).toEqual([
      expect.objectContaining({ what: expect.stringMatching(/another.*11111111-2222/) }),
    ]);
    expect(compareEnvironment(text, fitting)).toEqual([]);
  });

  it('names each line where several do not fit, in their order', () => {
    const facts = { ...fitting, apiVersions: without('metrics.k8s.io'), version: 'v1.35.0' };
    const findings = compareEnvironment(environment(ingress), facts);
    expect(findings.map(({ line }) => line)).toEqual([2, 3, 6]);
    expect(findings[1]).toEqual({
      line: 3,
      what: 'apiVersions has metrics.k8s.io/v1beta1, which the cluster does not serve',
      fix: 'remove metrics.k8s.io/v1beta1, or install what serves it',
    });
  });

  it('asks a listener for both hosts', () => {
    const listeners = [{ name: 'https', hostname: 'tasks.example.org' }];
    const facts = { ...fitting, gateways: [{ namespace: 'edge', name: 'public', listeners }] };
    expect(compareEnvironment(environment(gateway), facts)).toEqual([
      expect.objectContaining({ line: 12, what: expect.stringContaining('chat.example.org') }),
    ]);
  });

  it('asks for no storage where the database is somewhere else', () => {
    const facts = { ...fitting, storageClasses: [] };
    expect(compareEnvironment(environment(ingress, 'external'), facts)).toEqual([]);
  });
});

describe('what a cluster is asked', () => {
  const item = (kind: string, name: string, annotations = {}) => ({
    kind,
    metadata: { name, annotations },
  });
  const answers: Record<string, unknown> = {
    'version -o json': { serverVersion: { gitVersion: 'v1.34.4' } },
    'get ingressclasses -o json': {
      items: [
        item('IngressClass', 'traefik', { 'ingressclass.kubernetes.io/is-default-class': 'true' }),
      ],
    },
    'get storageclasses -o json': { items: [item('StorageClass', 'slow')] },
    'get namespace kube-system -o jsonpath={.metadata.uid}': 'e3b0c442',
    'api-versions': 'apps/v1\nv1\n',
    'get secrets -n taskora -o name': 'secret/one\nsecret/two\n',
  };

  it('is names, classes and versions, and no custom resource that it does not know', async () => {
    const ask = (args: readonly string[]) => {
      const answer = answers[args.join(' ')];
      if (answer === undefined) throw new Error(`asked ${args.join(' ')}`);
      return Promise.resolve(typeof answer === 'string' ? answer : JSON.stringify(answer));
    };
    expect(await readClusterFacts({ ask }, 'taskora')).toMatchObject({
      id: 'e3b0c442',
      version: 'v1.34.4',
      ingressClasses: [{ name: 'traefik', isDefault: true }],
      storageClasses: [{ name: 'slow', isDefault: false }],
      secrets: new Set(['one', 'two', '']),
      gateways: [],
    });
  });
});
