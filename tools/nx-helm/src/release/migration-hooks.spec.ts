import { migrationHooks } from './migration-hooks.ts';

const image = 'docker.io/acme/api:c-1';
const projectOf = (name: string): string | undefined =>
  name.startsWith('docker.io/acme/api') ? 'api' : undefined;

interface Given {
  readonly kind?: string;
  readonly name?: string;
  readonly hook?: string;
  readonly database?: string;
  readonly image?: string;
  readonly env?: readonly unknown[];
  readonly envFrom?: readonly unknown[];
  readonly volumes?: readonly unknown[];
  readonly args?: readonly string[];
}

const hook = (given: Given = {}): string => {
  const { name = 'migrate', volumes = [] } = given;
  const { kind = 'Job', hook: events = 'pre-upgrade', database = 'secret/database pod/db' } = given;
  const { env = [], envFrom = [], args = [] } = given;
  const annotations = {
    'helm.sh/hook': events,
    ...(database === '' ? {} : { 'nx-helm/database': database }),
  };
  const container = { name: 'migrate', image: given.image ?? image, env, envFrom, args };
  return `---\n${JSON.stringify({
    apiVersion: 'batch/v1',
    kind,
    metadata: { name, annotations },
    spec: { template: { spec: { containers: [container], volumes } } },
  })}\n`;
};

const of = (...manifests: readonly string[]) => migrationHooks(manifests.join(''), projectOf);

const keyOf = (name: string) => ({
  name: 'URL',
  valueFrom: { secretKeyRef: { name, key: 'url' } },
});

describe('hooks that may be left out (N1)', () => {
  it('name the database, and what they run and read', () => {
    const volumes = [{ name: 'tmp', emptyDir: {} }];
    expect(of(hook({ env: [keyOf('database')], volumes }))).toMatchObject({
      references: ['pod/db', 'secret/database'],
      projects: ['api'],
    });
  });

  it('are all that an upgrade would run, and no others', () => {
    const others = ['test', 'pre-install,post-install', 'post-delete', 'Pre-Delete'];
    const manifests = others.map((events) => hook({ name: events, hook: events, database: '' }));
    expect(of(...manifests, hook({ hook: 'pre-install, Pre-Upgrade' }))?.content).toHaveLength(1);
    expect(of(...manifests)).toBeUndefined();
    expect(of(hook(), hook({ name: 'other', hook: 'pre-upgrade' }))?.content).toHaveLength(2);
  });

  it('are alike whatever the tag of their image, and differ by all else', () => {
    const content = (given: Given) => JSON.stringify(of(hook(given))?.content);
    expect(content({ image: 'docker.io/acme/api:c-2' })).toBe(content({}));
    expect(content({ args: ['--all'] })).not.toBe(content({}));
    expect(content({ env: [{ name: 'A', value: 'b' }] })).not.toBe(content({}));
    expect(content({ hook: 'pre-install,pre-upgrade' })).not.toBe(content({}));
  });

  it.each<[string, Given]>([
    ['names no database', { database: '' }],
    ['names a database by what nobody can identify', { database: 'service/db' }],
    ['runs after the upgrade, which may replace what it reads', { hook: 'post-upgrade' }],
    ['runs after the upgrade, too', { hook: 'pre-upgrade,Post-Upgrade' }],
    ['runs for a rollback, too', { hook: 'pre-upgrade,pre-rollback' }],
    ['runs for a rollback alone', { hook: 'post-rollback' }],
    ['runs for what this plugin does not know', { hook: 'mid-upgrade' }],
    ['is no Job', { kind: 'ConfigMap' }],
    ['runs an image that may be another one tomorrow', { image: 'migrator:latest' }],
    ['reads a Secret that it does not name', { env: [keyOf('other')] }],
    ['reads all of a Secret that it does not name', { envFrom: [{ secretRef: { name: 'x' } }] }],
    ['reads a ConfigMap that it does not name', { envFrom: [{ configMapRef: { name: 'x' } }] }],
    ['mounts a ConfigMap', { volumes: [{ name: 'sql', configMap: { name: 'sql' } }] }],
    ['mounts a Secret', { volumes: [{ name: 'x', secret: { secretName: 'x' } }] }],
    [
      'mounts a projected Secret',
      { volumes: [{ name: 'x', projected: { sources: [{ secret: { name: 'x' } }] } }] },
    ],
    ['mounts a claim', { volumes: [{ name: 'x', persistentVolumeClaim: { claimName: 'x' } }] }],
    ['mounts what nobody can see into', { volumes: [{ name: 'x', hostPath: { path: '/x' } }] }],
  ])('are none where one of them %s', (_what, given) => {
    expect(of(hook(given))).toBeUndefined();
    expect(of(hook(), hook({ name: 'other', ...given }))).toBeUndefined();
  });

  it('may read a ConfigMap and a claim that they name, and run a foreign image by its digest', () => {
    const given: Given = {
      database: 'configmap/sql persistentvolumeclaim/data',
      image: `migrator@sha256:${'a'.repeat(64)}`,
      volumes: [
        { name: 'sql', configMap: { name: 'sql' } },
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      ],
    };
    expect(of(hook(given))?.projects).toEqual([]);
    const other = { ...given, image: `migrator@sha256:${'b'.repeat(64)}` };
    expect(of(hook(other))?.content).not.toEqual(of(hook(given))?.content);
  });
});
