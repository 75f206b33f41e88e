import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { searchPath, workspaceRoot } from '../environment.ts';
import { asAsked, queriesOf } from '../testing/promql.ts';
import { prometheusProgram } from './programs.ts';
import { ruleText } from './rules.ts';
import { readMonitoring, type Alert, type Series } from './source.ts';

const { alerts, dashboard } = readMonitoring(workspaceRoot);
const SCRAPE_SECONDS = 15;
const SAMPLES = 240;
/** It fires wherever no service is scraped, and so in every case that is about something else. */
const absence = 'TaskoraServiceAbsent';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function promtool(...args: string[]) {
  const program = prometheusProgram(workspaceRoot, 'promtool', searchPath());
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const write = (file: string, content: unknown): void =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : stringify(content));

const passed = { status: 0, output: expect.not.stringContaining('FAILED') as string };

const inputOf = (series: readonly Series[]) =>
  series.map(({ series: id, from, step }) => ({
    series: id,
    values: `${from}+${step}x${SAMPLES}`,
  }));

const minutes = (alert: Alert): number => Number.parseInt(alert.for, 10);

/** Whether an alert fires at a time, as a test of promtool: 1 or 0. */
const firing = (name: string, at: string, value: 0 | 1) => ({
  expr: `(count(ALERTS{alertname="${name}",alertstate="firing"}) > bool 0) or vector(0)`,
  eval_time: at,
  exp_samples: [{ labels: '{}', value }],
});

const noOther = (name: string, at: string) => ({
  expr: `count(ALERTS{alertname!~"${name}|${absence}"}) or vector(0)`,
  eval_time: at,
  exp_samples: [{ labels: '{}', value: 0 }],
});

/** Some minutes more than the alert waits, so that rates have what they are made of. */
const late = (alert: Alert): string => `${minutes(alert) + 15}m`;

function caseOf(alert: Alert, kind: 'fires' | 'quiet', checks: readonly object[]) {
  return {
    name: `${alert.name} ${kind}`,
    interval: `${SCRAPE_SECONDS}s`,
    input_series: inputOf(alert.cases[kind]),
    promql_expr_test: checks,
  };
}

const runCases = (cases: readonly object[], rules = ruleText(alerts)) => {
  write('rules.yaml', rules);
  const interval = `${SCRAPE_SECONDS}s`;
  write('test.yaml', { rule_files: ['rules.yaml'], evaluation_interval: interval, tests: cases });
  return promtool('test', 'rules', 'test.yaml');
};

describe('the rules (K9)', () => {
  it('are what Prometheus reads', () => {
    write('rules.yaml', ruleText(alerts));
    expect(promtool('check', 'rules', 'rules.yaml')).toEqual(passed);
  });

  it.each(alerts.map((alert) => ({ name: alert.name, alert })))(
    '$name fires for its cause, after its time and not before, and nothing else does',
    ({ name, alert }) => {
      const before = `${minutes(alert) * 60 - SCRAPE_SECONDS}s`;
      const checks = [
        firing(name, before, 0),
        firing(name, late(alert), 1),
        noOther(name, late(alert)),
      ];
      expect(runCases([caseOf(alert, 'fires', checks)])).toEqual(passed);
    },
  );

  it.each(alerts.map((alert) => ({ name: alert.name, alert })))(
    '$name is quiet without its cause',
    ({ name, alert }) => {
      const checks = [firing(name, late(alert), 0), noOther(name, late(alert))];
      expect(runCases([caseOf(alert, 'quiet', checks)])).toEqual(passed);
    },
  );

  it('that never fire are seen', () => {
    const [alert] = alerts;
    if (alert === undefined) throw new Error('no alert');
    const mute = ruleText([{ ...alert, expr: `${alert.expr} and vector(0) > 0` }]);
    const { status } = runCases(
      [caseOf(alert, 'fires', [firing(alert.name, late(alert), 1)])],
      mute,
    );
    expect(status).toBe(1);
  });
});

describe('the dashboard (K9)', () => {
  it('asks in expressions that Prometheus reads', () => {
    const rules = queriesOf({ dashboard }).map((query, index) => ({
      record: `panel:query:${index}`,
      expr: asAsked(query),
    }));
    expect(rules.length).toBeGreaterThan(15);
    write('panels.yaml', { groups: [{ name: 'panels', rules }] });
    expect(promtool('check', 'rules', 'panels.yaml')).toEqual(passed);
  });
});
