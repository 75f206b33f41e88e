import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';
import { chartFolder, releases, services } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const refusals: readonly (readonly [string, string])[] = [
  ['a key that nobody reads', 'replcias=3'],
  ['a nested key that nobody reads', 'service.nodeport=30000'],
  ['replicas that are no number', 'replicas=many'],
  ['a node port outside the range of node ports', 'service.nodePort=80'],
  ['a secret among the plain settings', 'env.BETTER_AUTH_SECRET=x'],
  ['a password among the plain settings', 'env.DATABASE_PASSWORD=x'],
  ['a setting that no environment can hold', 'env.log-level=info'],
  ['a reference to a Secret without its key', 'secretEnv.EXTRA.existingSecret=x'],
  ['memory in a unit that Kubernetes does not know', 'resources.limits.memory=512MB'],
  ['a volume of one writer, which pods of an autoscaler would share', 'persistence.enabled=true'],
  ['a health path that is none', 'probes.livenessPath=health'],
  ['a database mode that does not exist', 'global.database.mode=sqlite'],
  ['a mistyped key of the database', 'global.database.mod=memory'],
  ['a mistyped key of the addresses', 'global.urls.wb=http://localhost:30000'],
  ['an address with a path, which no browser sends as its origin', 'global.urls.web=http://x/y'],
  ['an address that is none', 'global.urls.web=localhost:30000'],
  ['a mistyped answer to who may make an account', 'global.signUp=invite'],
  ['mail by a server that nobody has named', 'global.mail.secret=taskora-smtp'],
  ['a mail server without its port', 'global.mail.server=smtps://mail.example.org'],
  ['a mail server with its password', 'global.mail.server=smtps://a:b@mail.example.org:465'],
  ['a mistyped key of mail', 'global.mail.sender=a'],
  ['an issuer that is no address', 'global.identityProvider.issuer=id.example.org'],
  ['a name for a provider that fits no button', `global.identityProvider.name=${'x'.repeat(41)}`],
  ['a trusted address that is none', 'global.trustedOrigins={192.0.2.2:30000}'],
];

const impossibleNumbers: readonly (readonly [string, string])[] = [
  ['rollout.gracePeriodSeconds', 'rollout.gracePeriodSeconds=5'],
  ['rollout.gracePeriodSeconds', 'rollout.drainSeconds=60'],
  ['autoscaling.maxReplicas', 'autoscaling.maxReplicas=1'],
];

describe.each(services)('values.schema.json of %s (K5)', (service) => {
  it.each(refusals)('refuses %s', (_what, set) => {
    const { status, stderr } = charts.run('template', service, { set: [set] });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("values don't meet the specifications of the schema"),
    });
  });

  it.each(impossibleNumbers)('refuses a %s that contradicts another number: %s', (key, set) => {
    const { status, stderr } = charts.run('template', service, { set: [set] });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(new RegExp(`ERROR: ${key} is .*Do: set `, 's')),
    });
  });

  it('refuses a NodePort without a port', () => {
    const { stderr } = charts.run('template', service, {
      set: ['service.type=NodePort', 'service.nodePort=null'],
    });
    expect(stderr).toContain('nodePort');
  });
});

describe('values.schema.json', () => {
  it('is one for all services, as their templates are', () => {
    const [first, ...others] = services.map((service) =>
      readFileSync(join(chartFolder(service), 'values.schema.json'), 'utf8'),
    );
    for (const other of others) expect(other).toBe(first);
  });

  it.each([
    ['a key that nobody reads', 'databse.volume.size=1Gi'],
    ['a size that is none', 'database.volume.size=large'],
    ['a database mode that does not exist', 'global.database.mode=sqlite'],
    ['several pods on a volume of one writer', 'database.replicas=2'],
    ['an autoscaler over a volume of one writer', 'database.autoscaling.enabled=true'],
    ['a mistyped key of the database', 'global.database.mod=memory'],
    ['a mistyped key of the addresses', 'global.urls.wb=http://localhost:30000'],
  ])('of platform refuses %s', (_what, set) => {
    expect(charts.run('template', 'platform', { set: [set] }).stderr).toContain('schema');
  });

  it.each(releases)(
    'of %s accepts the shared values of an environment that it does not read',
    (release) => {
      expect(charts.run('template', release, { set: ['global.somebodyElses=1'] }).status).toBe(0);
    },
  );
});
