import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { refuseUnfitRender } from './checks.ts';

const plan = {
  namespace: 'acme-pr-7',
  dependenciesOf: () => ['shared', 'platform'],
  reached: ['platform'],
  isFork: false,
  hostsOfBase: new Set(['shop.example']),
};
const object = (kind: string, more: object = {}): KubernetesObject =>
  ({ apiVersion: 'v1', kind, metadata: { name: 'web' }, ...more }) as KubernetesObject;
const pod = (container: object) =>
  object('Pod', { spec: { containers: [{ name: 'web', ...container }] } });
const check = (objects: readonly KubernetesObject[], more: Partial<typeof plan> = {}) =>
  refuseUnfitRender([{ release: 'web', objects }], { ...plan, ...more });

describe('what is rendered for a preview (C3)', () => {
  it.each<[string, KubernetesObject]>([
    [
      'is in the namespace of the base',
      object('ConfigMap', { metadata: { name: 'web', namespace: 'acme' } }),
    ],
    [
      'takes a port of every node',
      object('Service', { spec: { ports: [{ port: 80, nodePort: 30000 }] } }),
    ],
    [
      'takes the base’s host by an Ingress',
      object('Ingress', { spec: { rules: [{ host: 'shop.example' }] } }),
    ],
    [
      'takes the base’s host by a route',
      object('HTTPRoute', { spec: { hostnames: ['shop.example'] } }),
    ],
  ])('is refused where it %s', (_what, given) => {
    expect(() => check([given])).toThrow(/NXHELM_PREVIEW_OUTSIDE/);
  });

  it('may be in the preview’s own namespace, with a host of its own', () => {
    check([
      object('ConfigMap', { metadata: { name: 'web', namespace: 'acme-pr-7' } }),
      object('Service', { spec: { ports: [{ port: 80 }] } }),
      object('Ingress', { spec: { rules: [{ host: 'pr-7.example' }, {}] } }),
    ]);
  });

  it('never migrates the database of the base', () => {
    const hook = object('Job', {
      metadata: { name: 'migrate', annotations: { 'nx-helm/database': 'secret/login' } },
    });
    expect(() => check([hook])).toThrow(
      /NXHELM_PREVIEW_DATABASE: it migrates a database, and platform, .*Do: name it in the annotation nx-helm\/preview-with/,
    );
    check([hook], { reached: ['ops'] });
  });

  it.each<[string, KubernetesObject]>([
    ['variable', pod({ env: [{ valueFrom: { secretKeyRef: { name: 'login', key: 'a' } } }] })],
    ['all variables', pod({ envFrom: [{ secretRef: { name: 'login' } }] })],
    ['volume', object('Pod', { spec: { volumes: [{ secret: { secretName: 'login' } }] } })],
    [
      'projected volume',
      object('Pod', {
        spec: { volumes: [{ projected: { sources: [{ secret: { name: 'login' } }] } }] },
      }),
    ],
    ['registry', object('Pod', { spec: { imagePullSecrets: [{ name: 'login' }] } })],
  ])('reads no Secret where it is of a fork: by a %s', (_what, given) => {
    expect(() => check([given], { isFork: true })).toThrow(
      /NXHELM_PREVIEW_FORK: it reads Secret login/,
    );
    check([given]);
  });

  it('of a fork may read what it renders itself, and what need not be there', () => {
    check(
      [
        object('Secret', { metadata: { name: 'own' } }),
        pod({ envFrom: [{ secretRef: { name: 'own' } }] }),
        pod({
          env: [{ valueFrom: { secretKeyRef: { name: 'other', key: 'a', optional: true } } }],
        }),
      ],
      { isFork: true },
    );
  });
});
