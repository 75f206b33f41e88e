import { queriesOf, seriesIn, seriesOf } from '../testing/promql.ts';
import { readMonitoring } from './source.ts';
import { workspaceRoot } from '../environment.ts';
import { workspaceTargets } from '../testing/workspace-targets.ts';

const source = readMonitoring(workspaceRoot);

describe('the series of an expression', () => {
  it.each([
    ['up == 0', ['up']],
    ['sum by (job) (rate(a_total{route!~"/b|c"}[5m])) / b > 0.05', ['a_total', 'b']],
    ['max by (namespace) (a) > 0 and on (namespace) group by (namespace) (b)', ['a', 'b']],
    ['absent(up{job="a"}) or absent(up{job="b"})', ['up']],
    ['histogram_quantile(0.95, sum by (le) (rate(a_bucket[$__rate_interval])))', ['a_bucket']],
  ])('of %s', (expression, names) => {
    expect(seriesIn(expression)).toEqual(names);
  });
});

describe('alerts and dashboard (K9)', () => {
  const known = seriesOf(source);

  it.each(source.alerts.map(({ name, expr, cases }) => ({ name, expr, cases })))(
    '$name reads only what is exported, and its cases are of that',
    ({ expr, cases }) => {
      const given = [...cases.fires, ...cases.quiet].map(
        ({ series }) => series.split('{')[0] ?? '',
      );
      expect([...seriesIn(expr), ...given].filter((name) => !known.has(name))).toEqual([]);
    },
  );

  it('the dashboard reads only what is exported', () => {
    const names = queriesOf(source).flatMap(seriesIn);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('each alert names a command, and each target that it names is there', () => {
    const targets = workspaceTargets(workspaceRoot);
    const commands = /`(?:npx nx run|kubectl|helm) /;
    expect(source.alerts.filter(({ runbook }) => !commands.test(runbook))).toEqual([]);
    const named = source.alerts.flatMap(({ runbook }) =>
      [...runbook.matchAll(/npx nx run ([\w-]+:[\w-]+)/g)].map(([, target = '']) => target),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((target) => !targets.has(target))).toEqual([]);
  });

  it('a claim grows without a deploy that changes what cannot be changed', () => {
    const { runbook = '', expr = '' } =
      source.alerts.find(({ name }) => name === 'TaskoraVolumeFilling') ?? {};
    const steps = [
      'npx nx run platform:backup`',
      'edit pvc/{{ $labels.persistentvolumeclaim }}',
      'database.volume.size',
      'delete statefulset/postgres --cascade=orphan',
      'npx nx run platform:helm-deploy',
    ];
    const found = steps.map((step) => runbook.indexOf(step));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    const claims = /persistentvolumeclaim=~"([^"]*)"/.exec(expr)?.[1]?.split('|') ?? [];
    expect(claims).toHaveLength(2);
    expect(claims.filter((claim) => !runbook.includes(`\`${claim}\``))).toEqual([]);
  });
});
