import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { refuseUnfitRender } from './checks.ts';

const plan = {
  namespace: 'acme-pr-7',
  dependenciesOf: () => ['shared', 'platform'],
  reached: ['platform'],
  withoutDatabase: new Set<string>(),
  isFork: false,
  hostsOfBase: new Set(['shop.example']),
};
const versions: Readonly<Record<string, string>> = {
  CronJob: 'batch/v1',
  Deployment: 'apps/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  StatefulSet: 'apps/v1',
};
const object = (kind: string, more: object = {}): KubernetesObject => ({
  apiVersion: versions[kind] ?? 'v1',
  kind,
  metadata: { name: 'web' },
  ...more,
});
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
    [
      'takes the base’s host by its wildcard',
      object('Ingress', { spec: { rules: [{ host: '*.example' }] } }),
    ],
    [
      'takes the base’s host by the name of a zone',
      object('Service', {
        metadata: {
          name: 'web',
          annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'own.example,Shop.example' },
        },
      }),
    ],
    ['takes all hosts by a rule', object('Ingress', { spec: { rules: [{}] } })],
    ['takes all hosts by itself', object('Ingress', { spec: { defaultBackend: {} } })],
    ['takes all hosts of a Gateway', object('HTTPRoute', { spec: {} })],
    [
      'leads to the base by a route',
      object('HTTPRoute', {
        spec: {
          hostnames: ['pr-7.example'],
          rules: [{ backendRefs: [{ name: 'web', namespace: 'acme' }] }],
        },
      }),
    ],
    ['takes an address', object('Service', { spec: { externalIPs: ['192.0.2.1'] } })],
    ['takes a balancer’s address', object('Service', { spec: { loadBalancerIP: '192.0.2.1' } })],
    ['takes a port for its health', object('Service', { spec: { healthCheckNodePort: 30_001 } })],
    [
      'has the rights of all the cluster’s',
      object('RoleBinding', { roleRef: { kind: 'ClusterRole', name: 'edit' }, subjects: [] }),
    ],
    [
      'gives the base rights',
      object('RoleBinding', {
        roleRef: { kind: 'Role', name: 'own' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'acme' }],
      }),
    ],
    ['claims a volume', object('PersistentVolumeClaim', { spec: { volumeName: 'data' } })],
    [
      'claims a volume by a template',
      object('StatefulSet', {
        spec: { volumeClaimTemplates: [{ spec: { dataSource: { name: 'data' } } }] },
      }),
    ],
  ])('is refused where it %s', (_what, given) => {
    expect(() => check([given])).toThrow(/NXHELM_PREVIEW_OUTSIDE/);
  });

  it.each<[string, string]>([
    ['v1', 'Namespace'],
    ['v1', 'PersistentVolume'],
    ['v1', 'Endpoints'],
    ['v1', 'ResourceQuota'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
    ['example.com/v1', 'Deployment'],
    ['example.com/v1', 'Anything'],
  ])('is refused where it is a %s %s', (apiVersion, kind) => {
    expect(() => check([object(kind, { apiVersion })])).toThrow(
      /NXHELM_PREVIEW_OUTSIDE: .* is of no kind that a preview may have/,
    );
  });

  const privileged = { securityContext: { privileged: true } };
  it.each<[string, object]>([
    ['hostNetwork', { hostNetwork: true }],
    ['hostPID', { hostPID: true }],
    ['hostIPC', { hostIPC: true }],
    ['privileged', { containers: [privileged] }],
    ['privileged', { initContainers: [privileged] }],
    ['SYS_ADMIN', { containers: [{ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] }],
    ['hostPort', { containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] }],
    ['hostProcess', { securityContext: { windowsOptions: { hostProcess: true } } }],
    ['procMount', { containers: [{ securityContext: { procMount: 'Unmasked' } }] }],
    ['hostPath', { volumes: [{ name: 'all', hostPath: { path: '/' } }] }],
    ['nfs', { volumes: [{ name: 'all', nfs: { server: 'files.example', path: '/' } }] }],
  ])('gets at its node by %s in no pod', (field, pod) => {
    const refused = new RegExp(`NXHELM_PREVIEW_OUTSIDE: .* gets at its node .*${field}`);
    const template = { template: { spec: pod } };
    const hook = { name: 'web', annotations: { 'helm.sh/hook': 'post-install' } };
    for (const given of [
      object('Pod', { spec: pod }),
      object('Deployment', { spec: template }),
      object('Job', { metadata: hook, spec: template }),
      object('CronJob', { spec: { jobTemplate: { spec: template } } }),
    ]) {
      expect(() => check([given])).toThrow(refused);
    }
  });

  it('is refused where the base has a wildcard that its host is in', () => {
    const own = object('Ingress', { spec: { rules: [{ host: 'pr-7.shop.example' }] } });
    const hostsOfBase = new Set(['*.shop.example']);
    expect(() => check([own], { hostsOfBase })).toThrow(/takes requests to pr-7\.shop\.example/);
    check([own], { hostsOfBase: new Set(['*.other.example']) });
  });

  it('may be in the preview’s own namespace, with a host of its own', () => {
    check([
      object('ConfigMap', { metadata: { name: 'web', namespace: 'acme-pr-7' } }),
      object('Service', { spec: { ports: [{ port: 80 }] } }),
      object('Ingress', { spec: { rules: [{ host: 'pr-7.example' }] } }),
      object('HTTPRoute', {
        spec: {
          hostnames: ['pr-7.example'],
          parentRefs: [{ name: 'entrance', namespace: 'gateways' }],
        },
      }),
      // As values take a port of a node away from what a chart has.
      object('Service', { spec: { type: 'ClusterIP', ports: [{ port: 80, nodePort: null }] } }),
      object('RoleBinding', {
        roleRef: { kind: 'Role', name: 'own' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'acme-pr-7' }],
      }),
      object('StatefulSet', {
        spec: {
          template: { spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } },
          volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }],
        },
      }),
      pod({ securityContext: { privileged: false, capabilities: { drop: ['ALL'] } } }),
    ]);
  });

  const job = (annotations?: object, kind = 'Job') =>
    object(kind, {
      metadata: { name: 'migrate', ...(annotations && { annotations }) },
      spec: { template: { spec: {} } },
    });
  const hook = (phase: string, more: object = {}) => job({ 'helm.sh/hook': phase, ...more });

  it.each<[string, KubernetesObject]>([
    ['a hook that names a database', hook('pre-upgrade', { 'nx-helm/database': 'secret/login' })],
    ['a hook that names nothing', hook('test,post-install')],
    ['a Job that names nothing', job()],
    ['a hook that nobody can read', hook('pre-install', { 'nx-helm/database': 'no' })],
    ['data of the base', hook('pre-upgrade', { 'nx-helm/database': 'pod/other-0' })],
  ])('never migrates the database of the base: by %s', (_what, given) => {
    expect(() => check([given])).toThrow(
      /NXHELM_PREVIEW_DATABASE: Job migrate .* a database, and platform, .*Do: name it in the annotation nx-helm\/preview-with .*nx-helm\/database: none on Job migrate/,
    );
    // Nothing of the base is reached, or what is has no database.
    check([given], { reached: ['ops'] });
    check([given], { withoutDatabase: new Set(['platform']) });
  });

  it('may run what says that it changes no database, or runs at other times, or goes on', () => {
    check([
      hook('pre-install', { 'nx-helm/database': 'none' }),
      job({ 'nx-helm/database': 'none' }),
    ]);
    check([hook('test'), job(undefined, 'Deployment')]);
    check([
      object('ConfigMap', {
        metadata: { name: 'a', annotations: { 'helm.sh/hook': 'pre-install' } },
      }),
    ]);
  });

  it('may migrate a database whose data it brings itself, whatever else is reached', () => {
    const database = object('StatefulSet', {
      metadata: { name: 'postgres' },
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] },
    });
    for (const data of ['pod/postgres-0', 'persistentvolumeclaim/data-postgres-0']) {
      const given = hook('pre-upgrade', { 'nx-helm/database': `secret/login ${data}` });
      expect(() => check([given])).toThrow(/NXHELM_PREVIEW_DATABASE/);
      check([given, database]);
    }
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
    [
      'variable that need not be there',
      pod({ env: [{ valueFrom: { secretKeyRef: { name: 'login', key: 'a', optional: true } } }] }),
    ],
    ['account', object('ServiceAccount', { secrets: [{ name: 'login' }] })],
    [
      'certificate',
      object('Ingress', {
        spec: { rules: [{ host: 'pr-7.example' }], tls: [{ secretName: 'login' }] },
      }),
    ],
    [
      'driver’s login',
      object('Pod', {
        spec: {
          volumes: [{ csi: { driver: 'd', nodePublishSecretRef: { name: 'login' } } }],
        },
      }),
    ],
    ['registry', object('Pod', { spec: { imagePullSecrets: [{ name: 'login' }] } })],
  ])('reads no Secret where it is of a fork: by a %s', (_what, given) => {
    expect(() => check([given], { isFork: true })).toThrow(
      /NXHELM_PREVIEW_FORK: it reads Secret login/,
    );
    check([given]);
  });

  it('of a fork has no volume of a driver, which may bring what is in no Secret', () => {
    const given = object('Pod', { spec: { volumes: [{ csi: { driver: 'vault.example' } }] } });
    expect(() => check([given], { isFork: true })).toThrow(
      /NXHELM_PREVIEW_FORK: .*of the driver vault\.example/,
    );
    check([given]);
  });

  it('of a fork may read what it renders itself, and say in text what it likes', () => {
    check(
      [
        object('Secret', { metadata: { name: 'own' } }),
        pod({ envFrom: [{ secretRef: { name: 'own' } }] }),
        object('ConfigMap', { data: { secretName: 'login' } }),
      ],
      { isFork: true },
    );
  });
});
