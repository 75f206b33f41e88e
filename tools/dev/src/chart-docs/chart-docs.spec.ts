import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chartFolders, readChart } from './chart.ts';
import { describeValues } from './described.ts';
import type { Schema } from './schema.ts';
import { schemaOfChart } from './schema.ts';
import { withTable } from './table.ts';

const workspace = join(__dirname, '../../../..');
const root = mkdtempSync(join(tmpdir(), 'chart-docs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const types = { port: { title: 'port number', type: 'integer', minimum: 1 } };
const readme = 'By hand.\n\n<!-- values -->\n<!-- end of values -->\n\nBy hand too.\n';
const library = `exports:
  defaults:
    # Pods of the Deployment.
    # @schema { minimum: 0 }
    replicas: 2
    # Where it listens.
    # @schema { required: true, $ref: '#/definitions/port' }
    port: null
    # Plain settings.
    # @schema
    #   additionalProperties: { type: string }
    env: {}
    probes:
      # Asked for life.
      path: /health
`;
const service = `port: 8000

# This service's pods.
replicas: 3

env:
  # What is logged.
  LOG_LEVEL: info
`;
const dependency = `dependencies:
  - { name: lib, version: 0.1.0, repository: file://../../../infra/charts/lib, import-values: [defaults] }
`;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A library chart and a service that imports its values. */
function writeCharts(values = { library, service }): void {
  write('infra/charts/types.schema.json', JSON.stringify({ definitions: types }));
  write('infra/charts/lib/Chart.yaml', 'name: lib\ntype: library\n');
  write('infra/charts/lib/values.yaml', values.library);
  write('infra/charts/lib/README.md', readme);
  write('apps/shop/chart/Chart.yaml', `name: shop\n${dependency}`);
  write('apps/shop/chart/values.yaml', values.service);
  write('apps/shop/chart/README.md', readme);
}

function made(values?: { library: string; service: string }) {
  writeCharts(values);
  const chart = readChart(root, 'apps/shop/chart');
  const described = describeValues(chart);
  return {
    schema: schemaOfChart(described, chart.dependencies, types),
    table: withTable(readme, 'README.md', described, types),
  };
}

function run(folder: string, ...options: string[]) {
  const program = join(__dirname, '../commands/chart-docs.ts');
  const args = [program, `--root=${folder}`, ...options];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr };
}

describe('the charts of the workspace', () => {
  it('all take part', () => {
    expect(chartFolders(workspace)).toEqual([
      'apps/api/chart',
      'apps/chatbot/chart',
      'apps/ops/chart',
      'apps/web/chart',
      'infra/charts/platform',
      'infra/charts/service',
      'infra/charts/taskora',
    ]);
  });

  it('have schemas and tables as their values say (dev:chart-docs writes them)', () => {
    expect(run(workspace, '--check')).toEqual({ status: 0, stderr: '' });
  });
});

describe('a schema', () => {
  const properties = () => made().schema['properties'] as Record<string, Schema>;

  it('refuses keys that no values file has', () => {
    expect(made().schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(properties()['probes']).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('takes the type from the default, and the limits from @schema', () => {
    const { description, ...replicas } = properties()['replicas'] ?? {};
    expect(replicas).toEqual({ type: 'integer', minimum: 0 });
    expect(description).toBe('Pods of the Deployment.');
  });

  it('asks for a key that is required and has a type of its own', () => {
    const { schema } = made();
    expect(schema).toMatchObject({ required: ['port'], definitions: types });
    expect(properties()['port']).toMatchObject({ $ref: '#/definitions/port' });
  });

  it('leaves names to whoever sets them where the library says so', () => {
    expect(properties()['env']).toMatchObject({ additionalProperties: { type: 'string' } });
    expect(properties()['env']).not.toHaveProperty('properties');
  });

  it('is the same whatever a service sets of what it imports', () => {
    const { schema } = made({ library, service: 'port: 1\n' });
    expect(schema).toEqual(made().schema);
  });
});

describe('a table', () => {
  it('has what the chart sets, in its own text or the library’s, and keeps the text around', () => {
    const { table } = made();
    expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      "| `replicas` | integer | `3` | This service's pods. |",
      '| `port` | port number | `8000` | Where it listens. |',
      '| `env` | map of string |  | Plain settings. |',
      '| `env.LOG_LEVEL` | string | `info` | What is logged. |',
    ]);
    expect(table).toMatch(/^By hand\.[^]*By hand too\.\n$/);
  });
});

describe('values are refused', () => {
  it.each([
    [
      'VALUE_UNDOCUMENTED',
      'replicas',
      { library: library.replace(/# Pods.*\n/, ''), service: 'replicas: 1\n' },
    ],
    [
      'VALUE_UNDOCUMENTED',
      'env.LOG_LEVEL',
      { library, service: service.replace('# What is logged.', '') },
    ],
    ['VALUE_UNDOCUMENTED', 'extra', { library, service: `${service}extra: 1\n` }],
    ['VALUE_UNTYPED', 'probes.path', { library: library.replace('/health', 'null'), service }],
    ['VALUE_UNTYPED', 'probes.path', { library: library.replace('/health', '[]'), service }],
    [
      'SCHEMA_IGNORED',
      'maximum beside \\$ref',
      { library: library.replace('true, $ref', 'true, maximum: 9, $ref'), service },
    ],
    [
      'SCHEMA_UNKNOWN_TYPE',
      'no type prot',
      { library: library.replace("/port'", "/prot'"), service },
    ],
    [
      'VALUES_INVALID',
      'above replicas',
      { library: library.replace('{ minimum: 0 }', 'minimum'), service },
    ],
    ['VALUES_INVALID', 'apps/shop/chart/values.yaml', { library, service: 'port: [\n' }],
  ])('with %s: %s', (code, what, values) => {
    expect(() => made(values)).toThrow(
      new RegExp(`^${code}: .*${what}.*Do: .*npx nx run dev:chart-docs$`, 's'),
    );
  });
});

describe('the command', () => {
  it('with --check names what is stale and writes nothing; without, it writes until nothing is', () => {
    writeCharts();
    const { status, stderr } = run(root, '--check');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^CHART_DOCS_STALE: .*apps\/shop\/chart\/values\.schema\.json.*Do: npx nx run dev:chart-docs\n$/,
    );
    expect(readFileSync(join(root, 'apps/shop/chart/README.md'), 'utf8')).toBe(readme);
    expect(run(root)).toEqual({ status: 0, stderr: '' });
    expect(run(root, '--check')).toEqual({ status: 0, stderr: '' });
  });

  it('finds a default that was changed in the library', () => {
    writeCharts();
    run(root);
    write('infra/charts/lib/values.yaml', library.replace('replicas: 2', 'replicas: 4'));
    expect(run(root, '--check').stderr).toContain('infra/charts/lib/README.md: not what');
  });
});
