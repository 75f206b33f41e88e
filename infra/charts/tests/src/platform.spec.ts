import { stageCharts } from './helm.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

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

  it('brings nothing but its configuration where the database is somebody else’s', () => {
    expect(
      charts.run('template', 'platform', { set: ['global.database.mode=external'], image: [] })
        .status,
    ).toBe(0);
    expect(render('external').kinds).toEqual(['ConfigMap']);
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

  it('gives the passwords as files, only the three that it needs', () => {
    const { volumes } = render('volume').podOf('StatefulSet').spec;
    expect(volumes).toContainEqual({
      name: 'passwords',
      secret: expect.objectContaining({
        secretName: 'taskora-database',
        items: ['superuser-password', 'api-password', 'auth-password'].map((key) => ({
          key,
          path: key,
        })),
      }),
    });
  });
});
