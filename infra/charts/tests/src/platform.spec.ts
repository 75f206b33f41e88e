import { stageCharts } from './helm.ts';
import { parseQuantity } from '@taskora/base/quantity';
import type { PodTemplate } from './objects.ts';
import { totalOf } from './quantity.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const mebibyte = 2 ** 20;

const render = (mode: string) =>
  charts.render('platform', { set: [`global.database.mode=${mode}`] });

describe('platform (A2, K3)', () => {
  it('keeps the data on a claim that outlives the release', () => {
    const spec = render('volume').only('StatefulSet').spec;
    expect(spec).toMatchObject({
      replicas: 1,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    });
  });

  it('keeps the data in memory for a throw-away deployment, and its log below the limit', () => {
    const rendered = render('memory');
    const { volumes, containers } = rendered.podOf('StatefulSet').spec;
    expect(rendered.only('StatefulSet').spec).not.toHaveProperty('volumeClaimTemplates');
    expect(volumes).toContainEqual({
      name: 'data',
      emptyDir: { medium: 'Memory', sizeLimit: '192Mi' },
    });
    expect(containers[0]).toMatchObject({ args: expect.arrayContaining(['max_wal_size=64MB']) });
  });

  it.each(['volume', 'memory'])(
    'gives parallel queries room to share in mode %s (postgres-operator#2640)',
    (mode) => {
      const { volumes, containers } = render(mode).podOf('StatefulSet').spec;
      const mount = containers[0]?.volumeMounts?.find(({ mountPath }) => mountPath === '/dev/shm');
      const emptyDir = volumes?.find(({ name }) => name === mount?.name)?.emptyDir;
      expect(emptyDir).toEqual({ medium: 'Memory', sizeLimit: '128Mi' });
      // Four hash joins at once of two workers and a leader each, with the server's defaults: 4 MB of
      // work_mem, twice that for a hash, eight workers in all. A runtime gives 64 MiB, where two of them fail.
      const needed = 4 * 3 * 2 * 4 * mebibyte;
      expect(parseQuantity(emptyDir?.sizeLimit ?? '0')).toBeGreaterThan(needed);
      expect(containers[0]?.args?.join(' ')).not.toMatch(/work_mem|parallel|hash_mem/);
    },
  );

  it.each(['volume', 'memory'])(
    'may take what it keeps in memory in mode %s, and connections',
    (mode) => {
      const pod = render(mode).podOf('StatefulSet').spec;
      const inMemory = (pod.volumes ?? [])
        .filter(({ emptyDir }) => emptyDir?.medium === 'Memory')
        .map(({ emptyDir }) => parseQuantity(emptyDir?.sizeLimit ?? '0'));
      expect(inMemory).toHaveLength(mode === 'memory' ? 2 : 1);
      const [, buffers = ''] =
        /shared_buffers=(\d+)MB/.exec(pod.containers[0]?.args?.join(' ') ?? '') ?? [];
      const kept = inMemory.reduce((sum, bytes) => sum + bytes, Number(buffers) * mebibyte);
      expect(totalOf(pod, 'limits').bytes - kept).toBeGreaterThanOrEqual(192 * mebibyte);
    },
  );

  it('brings nothing but its configuration where the database is somebody else’s', () => {
    expect(
      charts.run('template', 'platform', { set: ['global.database.mode=external'], image: [] })
        .status,
    ).toBe(0);
    const ofTheDatabase = render('external').objects.filter(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'database',
    );
    expect(ofTheDatabase.map(({ kind }) => kind)).toEqual(['ConfigMap']);
    expect(render('external').kinds).toEqual(['ConfigMap', 'ConfigMap', 'ConfigMap']);
  });

  it('selects the pod by name, instance and component, which may never change', () => {
    const expected = {
      'app.kubernetes.io/name': 'platform',
      'app.kubernetes.io/instance': 'platform',
      'app.kubernetes.io/component': 'database',
    };
    const rendered = render('volume');
    expect(rendered.only('StatefulSet').spec?.selector?.matchLabels).toEqual(expected);
    expect(rendered.only('Service').spec?.selector).toEqual(expected);
  });

  it('is reached as postgres:5432', () => {
    const service = render('volume').only('Service');
    expect(service.metadata.name).toBe('postgres');
    expect(service.spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 5432 }] });
  });

  it('lets the services in and nobody else, and calls nobody', () => {
    const spec = JSON.stringify(render('volume').only('NetworkPolicy').spec);
    expect(JSON.parse(spec)).toMatchObject({
      egress: [],
      ingress: [
        {
          from: [
            {
              podSelector: {
                matchExpressions: [
                  { operator: 'In', values: ['api', 'web', 'chatbot', 'platform'] },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('is alive while it refuses, and ready only when it takes questions', () => {
    const [container] = render('volume').podOf('StatefulSet').spec.containers;
    const commandOf = (probe: object | undefined) =>
      JSON.stringify((probe as { exec: { command: string[] } }).exec.command);
    expect(commandOf(container?.readinessProbe)).not.toBe(commandOf(container?.livenessProbe));
    expect(commandOf(container?.livenessProbe)).toContain('|| [ $? -eq 1 ]');
  });

  it('gives the passwords as files, only those of its logins, of which some need not be there', () => {
    const { volumes } = render('volume').podOf('StatefulSet').spec;
    expect(volumes).toContainEqual({
      name: 'passwords',
      secret: expect.objectContaining({
        secretName: 'taskora-database',
        optional: true,
        items: [
          'superuser-password',
          'api-password',
          'api-b-password',
          'auth-password',
          'auth-b-password',
        ].map((key) => ({ key, path: key })),
      }),
    });
  });
});

describe('backups of the platform', () => {
  const withBackup = ['database.backup.enabled=true'];
  const backups = (set: string[] = withBackup) => charts.render('platform', { set });

  it('are made only where somebody asks for them, and where the data are', () => {
    expect(backups([]).kinds).not.toContain('CronJob');
    for (const mode of ['memory', 'external']) {
      const set = [...withBackup, `global.database.mode=${mode}`];
      expect(backups(set).kinds).not.toContain('CronJob');
    }
    expect(backups().kinds).toEqual(expect.arrayContaining(['CronJob', 'PersistentVolumeClaim']));
  });

  it('lie on a claim of their own that outlives the release', () => {
    expect(backups().only('PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'postgres-backup', annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
    });
  });

  it('run one at a time, at the hour that is set, and end', () => {
    const { spec } = backups([...withBackup, 'database.backup.schedule=0 1 * * 0']).only('CronJob');
    expect(spec).toMatchObject({
      schedule: '0 1 * * 0',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { activeDeadlineSeconds: 3600 } },
    });
  });

  it('run as Pod Security "restricted" asks, with the password from the Secret', () => {
    const job = backups().only('CronJob').spec?.['jobTemplate'] as {
      spec: { template: PodTemplate };
    };
    const { spec } = job.spec.template;
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10002 },
    });
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      resources: { requests: { memory: '64Mi' }, limits: { memory: '256Mi' } },
    });
    const password = spec.containers[0]?.env?.find(({ name }) => name === 'PGPASSWORD');
    expect(password?.valueFrom?.secretKeyRef).toEqual({
      name: 'taskora-database',
      key: 'superuser-password',
    });
  });

  it.each(['keep=0', 'schedule=daily', 'size=big'])('are not set to %s', (wrong) => {
    const { status, stderr } = charts.run('template', 'platform', {
      set: [...withBackup, `database.backup.${wrong}`],
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("values don't meet the specifications of the schema"),
    });
  });
});
