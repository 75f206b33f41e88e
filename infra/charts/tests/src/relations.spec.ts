import { stageCharts } from './helm.ts';
import { stageWholeChart } from './whole-chart.ts';

const whole = stageWholeChart();
const charts = stageCharts();
afterAll(() => {
  whole.dispose();
  charts.dispose();
});

/** What refuses the values; undefined where they are rendered. */
const errorOf = (set: readonly string[]): string | undefined => {
  const { status, stderr } = whole.run('template', { set });
  return status === 0 ? undefined : (/ERROR: .*/.exec(stderr)?.[0] ?? stderr);
};

describe('what a container asks for and what it may take (K2)', () => {
  it.each([
    ['api', 'resources', 'memory', '1Gi', '1000Mi'],
    ['web', 'resources', 'cpu', '1.0', '999m'],
    ['chatbot', 'resources', 'memory', '1Mi', '1M'],
    ['platform', 'database.resources', 'memory', '2G', '1Gi'],
    ['platform', 'database.backup.resources', 'cpu', '0.5', '250m'],
    ['taskora', 'secrets.resources', 'memory', '1025Ki', '1Mi'],
  ])('are refused where it asks for more: %s %s %s %s > %s', (chart, key, kind, ask, take) => {
    const path = chart === 'taskora' ? key : `${chart}.${key}`;
    const error = errorOf([
      'platform.database.backup.enabled=true',
      `${path}.requests.${kind}=${ask}`,
      `${path}.limits.${kind}=${take}`,
    ]);
    expect(error).toContain(
      `${key}.requests.${kind} is ${ask} and ${key}.limits.${kind} is ${take}`,
    );
    expect(error).toMatch(new RegExp(`in the values of chart ${chart}, .* Do: set the limit`));
  });

  it('are those of the agent of kagent, too', () => {
    const { stderr } = charts.run('template', 'platform', {
      set: [
        'kagent.apiVersion=v1alpha2',
        'kagent.modelConfig=m',
        'kagent.resources.requests.memory=2Gi',
        'kagent.resources.limits.memory=1Gi',
      ],
    });
    expect(stderr).toMatch(/ERROR: kagent\.resources\.requests\.memory is 2Gi .* Do: /);
  });

  it.each([
    ['memory', '512Mi', '0.5Gi'],
    ['memory', '1G', '1Gi'],
    ['cpu', '1500m', '1.5'],
    ['cpu', '250m', '2.0'],
  ])('are taken where it asks for as much or less: %s %s <= %s', (kind, ask, take) => {
    const set = [`api.resources.requests.${kind}=${ask}`, `api.resources.limits.${kind}=${take}`];
    expect(errorOf(set)).toBeUndefined();
  });
});
