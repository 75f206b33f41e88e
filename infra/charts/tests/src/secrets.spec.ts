import { stageCharts } from './helm.ts';
import { environments, releases } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

describe.each(releases)('secrets of %s', (release) => {
  it.each(environments)('the chart makes none and copies none in environment %s', (environment) => {
    const { kinds, pods } = charts.render(release, { environment });
    expect(kinds).not.toContain('Secret');
    for (const { template } of pods) {
      for (const { env = [] } of template.spec.containers) {
        const plain = env.filter(({ valueFrom }) => valueFrom === undefined);
        expect(plain.filter(({ name }) => /SECRET|PASSWORD|KEY|DATABASE_URL/.test(name))).toEqual(
          [],
        );
      }
    }
  });
});

it('every Secret that a chart names is one that platform:secrets makes, or a key that need not be there', () => {
  const known = {
    'taskora-database': [
      'api-direct-url',
      'api-password',
      'api-url',
      'auth-direct-url',
      'auth-password',
      'auth-url',
      'superuser-password',
    ],
    'taskora-auth': ['secret'],
    'taskora-next': ['server-actions-key'],
  };
  const used = releases.flatMap((release) =>
    charts
      .render(release)
      .pods.flatMap(({ template }) =>
        template.spec.containers.flatMap(({ env = [] }) =>
          env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []),
        ),
      ),
  );
  expect(used.length).toBeGreaterThan(0);
  for (const { name, key } of used)
    expect(known).toHaveProperty([name], expect.arrayContaining([key]));
});
