import { stageCharts } from './helm.ts';
import { stageWholeChart } from './whole-chart.ts';
import { services } from './workspace.ts';

const charts = stageCharts();
const whole = stageWholeChart();
afterAll(() => {
  charts.dispose();
  whole.dispose();
});

describe.each(services)('migration of %s', (service) => {
  it('is an ordinary Job on the first install, so that a database of the same release can come up', () => {
    const job = charts.render(service).only('Job');
    expect(job.metadata.annotations).toBeUndefined();
    expect(job.spec).toMatchObject({ backoffLimit: 6 });
  });

  it('is a hook on upgrade, before the first new pod, and fails at once', () => {
    const job = charts.render(service, { isUpgrade: true }).only('Job');
    expect(job.metadata.annotations).toEqual({
      'helm.sh/hook': 'pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      'nx-helm/database': 'secret/taskora-database persistentvolumeclaim/data-postgres-0',
    });
    expect(job.spec).toMatchObject({ backoffLimit: 0 });
  });

  it('says which database it migrates: what has its address, and in the cluster what has the data (K6)', () => {
    const database = (...set: readonly string[]) =>
      charts.render(service, { isUpgrade: true, set }).only('Job').metadata.annotations?.[
        'nx-helm/database'
      ];
    expect(database('global.database.mode=external')).toBe('secret/taskora-database');
    // The data of this one go with its pod.
    expect(database('global.database.mode=memory')).toBe('secret/taskora-database pod/postgres-0');
    const own = 'migration.onlySecretEnv.DATABASE_DIRECT_URL.existingSecret=direct';
    expect(database('global.database.mode=external', own)).toBe(
      'secret/direct secret/taskora-database',
    );
  });

  it('has different names in the two forms, so that an upgrade cannot delete its own hook', () => {
    const names = [false, true].map(
      (isUpgrade) => charts.render(service, { isUpgrade }).only('Job').metadata.name,
    );
    expect(names).toEqual([`${service}-migrate`, `${service}-migrate-upgrade`]);
  });

  it('runs the image of the release and sees no secret but the database', () => {
    const rendered = charts.render(service, { isUpgrade: true });
    const [migration] = rendered.podOf('Job').spec.containers;
    const [server] = rendered.podOf('Deployment').spec.containers;
    expect(migration?.image).toBe(server?.image);
    const secrets = migration?.env?.filter(({ valueFrom }) => valueFrom !== undefined);
    expect(secrets?.map(({ name }) => name)).toEqual(['DATABASE_URL', 'DATABASE_DIRECT_URL']);
  });

  it('alone reads the address past a pooler, which need not be there (A2)', () => {
    const rendered = charts.render(service, { isUpgrade: true });
    const named = ({ name }: { name: string }) => name === 'DATABASE_DIRECT_URL';
    const [migration] = rendered.podOf('Job').spec.containers;
    const key = service === 'api' ? 'api-direct-url' : 'auth-direct-url';
    expect(migration?.env?.find(named)?.valueFrom).toEqual({
      secretKeyRef: { name: 'taskora-database', key, optional: true },
    });
    const [server] = rendered.podOf('Deployment').spec.containers;
    expect(server?.env?.some(named)).toBe(false);
  });

  it('depends on no ConfigMap, which still has the old settings when the hook runs', () => {
    const { spec } = charts.render(service, { isUpgrade: true }).podOf('Job');
    expect(JSON.stringify(spec)).not.toContain('configMap');
  });

  it('is no target of the Service', () => {
    const rendered = charts.render(service);
    const selector = rendered.only('Service').spec?.selector as Record<string, string>;
    const labels = rendered.podOf('Job').metadata.labels;
    expect(labels).not.toMatchObject(selector);
  });

  it('leaves everything else as it is in the other form', () => {
    const others = (isUpgrade: boolean) =>
      charts.render(service, { isUpgrade }).objects.filter(({ kind }) => kind !== 'Job');
    expect(others(true)).toEqual(others(false));
  });
});

describe('migrations of the whole with its database in memory (A2)', () => {
  const jobs = (options: object) =>
    whole
      .render(options)
      .objects.filter(({ kind, metadata }) => kind === 'Job' && /migrate/.test(metadata.name));

  it('come after a database that an upgrade has emptied: no hook, and another Job each time', () => {
    const upgraded = jobs({ shape: 'dev', isUpgrade: true });
    // The first revision is the one that `helm template` says.
    expect(upgraded.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'api-migrate-1',
      'chatbot-migrate-1',
      'web-migrate-1',
    ]);
    for (const { metadata, spec } of upgraded) {
      expect(metadata.annotations).toBeUndefined();
      expect(spec).toMatchObject({ backoffLimit: 6 });
    }
  });

  it('are hooks of an upgrade where the data stay', () => {
    for (const mode of ['volume', 'external']) {
      const upgraded = jobs({ set: [`global.database.mode=${mode}`], isUpgrade: true });
      const hooks = upgraded.map(({ metadata }) => metadata.annotations?.['helm.sh/hook']);
      expect(new Set(hooks)).toEqual(new Set(['pre-upgrade']));
    }
  });
});
