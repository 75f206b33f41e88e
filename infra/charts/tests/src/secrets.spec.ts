import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';
import { environments, everyPod, releases } from './workspace.ts';

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
    'taskora-push': ['private-key'],
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

describe('a Secret in a process', () => {
  const containers = releases.flatMap((release) =>
    charts
      .render(release, { set: everyPod(release) })
      .pods.flatMap(({ template }) => template.spec.containers),
  );

  it('is in its environment and not in its arguments, which everybody on the node reads (I1)', () => {
    const found = containers.flatMap(({ name, command = [], args = [], env = [] }) => {
      const secret = env.filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined);
      const text = [...command, ...args].join('\n');
      return secret.filter((each) => text.includes(`$(${each.name})`)).map(() => name);
    });
    expect(containers.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });

  it.each([
    ['api', 'postgresql://taskora_api:p_-~.1@postgres:5432/taskora', 'taskora_api', 'app'],
    ['auth', 'postgresql://taskora_auth:x:y@db/taskora?sslmode=require', 'taskora_auth', 'auth'],
  ])('is given to psql of the test of role %s by the environment', (name, url, role, schema) => {
    const folder = mkdtempSync(join(tmpdir(), 'taskora-psql-'));
    try {
      const psql = join(folder, 'psql');
      writeFileSync(psql, '#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$@"\n');
      chmodSync(psql, 0o755);
      const test = containers.find(
        ({ env = [], command }) =>
          env.some(({ valueFrom }) => valueFrom?.secretKeyRef?.key === `${name}-url`) &&
          command?.join(' ').includes('psql'),
      );
      const [program = '', ...args] = test?.command ?? [];
      const env = { PATH: `${folder}:/usr/bin:/bin`, DATABASE_URL: url };
      const { stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
      const [, password = ''] = /:\/\/\w+:(.*)@/.exec(url) ?? [];
      expect(stderr).toBe('');
      const [given, dbname, ...others] = stdout.trim().split('\n');
      expect(given).toBe(password);
      expect(dbname).toBe(`--dbname=${url.replace(`:${password}@`, '@')}`);
      expect(dbname).toContain(role);
      expect(others.at(-1)).toContain(`current_schema() = '${schema}'`);
      expect(others.join(' ')).not.toContain(password);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
