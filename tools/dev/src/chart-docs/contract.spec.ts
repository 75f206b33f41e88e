import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readFences, type Fence } from '../documents/testing/fences.ts';
import { environmentValues, releases, stageCharts } from '../documents/staged-charts.ts';
import { codesIn, tableRows } from '../documents/testing/table-rows.ts';
import { workspaceRoot } from '../environment.ts';
import { programPath, run } from '../run.ts';
import { isBound, tightened } from './bounds.ts';
import { CONTRACT, CONTRACT_KEYS, contractOf, keysOf, settingsOf, withKeys } from './contract.ts';
import { chartFolders, readChart } from './chart.ts';
import { describeValues } from './described.ts';

jest.setTimeout(60_000);

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const contract = JSON.parse(read(CONTRACT)) as Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), 'taskora-contract-'));
const charts = stageCharts();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  charts.dispose();
});

/** Helm itself checks values: by a chart that has the contract as its schema, and nothing else. */
async function refusal(values: object): Promise<string> {
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: contract\nversion: 0.0.0\n');
  writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(contract));
  const file = join(folder, 'given.json');
  writeFileSync(file, JSON.stringify(values));
  const { exitCode, stderr } = await run(programPath('helm'), [
    ...['template', 'contract', folder, `--values=${file}`],
  ]);
  return exitCode === 0 ? '' : stderr;
}

/** Blocks of YAML that are no values of a chart, by a text in them. */
const others = [
  'servers:',
  'scrape_configs:',
  'ignoredManagers:',
  'registry: registry.example',
  '@schema',
  'dependencies:',
  'toolkit.fluxcd.io/',
  'argoproj.io/',
  'preview:',
];

const blocks = readFences().filter(({ language }) => language === 'yaml');
const samples = blocks.filter(({ info }) => info.startsWith('values'));

/** A sample as a values file of the whole chart. */
function asWhole({ info, text }: Fence): object {
  const values = parse(text) as Record<string, unknown>;
  const [, shape] = info.split(' ');
  if (shape === undefined) return values;
  if (shape !== 'environment') return { [shape]: values };
  const { nxHelm, ...shared } = values as { nxHelm?: { releases?: object } };
  // The whole installs a part or not by a value of it.
  const parts = Object.entries(nxHelm?.releases ?? {}).map(
    ([name, given]) => [name, given === false ? { enabled: false } : (given as object)] as const,
  );
  return { ...shared, ...Object.fromEntries(parts) };
}

describe('the contract about values (D1, K5)', () => {
  const given = new Set([
    ...keysOf(contract),
    ...chartFolders(workspaceRoot)
      .map((chart) => readChart(workspaceRoot, chart))
      .filter(({ name }) => name in (contract['properties'] as object))
      .flatMap((chart) => settingsOf(chart.name, describeValues(chart))),
  ]);
  const removed = tableRows(read('docs/values.md'), 'value');

  it('has every value that a version had, or says what became of it', () => {
    const promised = read(CONTRACT_KEYS).split('\n').filter(Boolean);
    expect(promised.length).toBeGreaterThan(200);
    const noted = removed.flatMap(([value = '']) => codesIn(value));
    const gone = promised.filter(
      // A bound that is gone is one that refuses nothing.
      (line) => !isBound(line) && !given.has(line) && !noted.includes(line),
    );
    expect(gone).toEqual([]);
    // What is noted as gone and is there again would be believed by nobody.
    expect(noted.filter((line) => given.has(line) || !promised.includes(line))).toEqual([]);
  });

  it('refuses no value that a version took, by a bound that is narrower or new', () => {
    const promised = read(CONTRACT_KEYS).split('\n').filter(Boolean);
    expect(promised.filter(isBound).length).toBeGreaterThan(100);
    const noted = removed.flatMap(([value = '']) => codesIn(value));
    expect(tightened(promised, [...given]).filter((line) => !noted.includes(line))).toEqual([]);
  });

  it.each([
    ['minimum 1', 'minimum 2', true],
    ['minimum 2', 'minimum 1', false],
    ['maximum 10', 'maximum 9.5', true],
    ['maximum 9', 'maximum 10', false],
    ['maxLength 5', 'maxLength 5', false],
    ['pattern ^a', 'pattern ^ab', true],
    ['pattern ^a', 'pattern ^a', false],
    ['integer', 'minimum 1', true],
  ])('counts as narrower after %j: %j is %s', (before, now, isNarrower) => {
    expect(tightened([`a.b: ${before}`], [`a.b: ${now}`])).toEqual(
      isNarrower ? [`a.b: ${now}`] : [],
    );
    expect(tightened(['a.c: integer'], [`a.b: ${now}`])).toEqual([]);
  });

  it('names for what was removed the version and what takes its place', () => {
    const incomplete = removed.filter(
      ([, since = '', instead = '']) => !/^\d+\.\d+\.\d+$/.test(since) || instead === '',
    );
    expect(incomplete).toEqual([]);
  });

  it('keeps in its list what the charts no longer have', () => {
    expect(withKeys('a.b: string\n', ['a.c: integer'])).toBe('a.b: string\na.c: integer\n');
  });

  it('gets the bounds of a new value, and none more of one that it has', () => {
    expect(withKeys('a.b: integer\n', ['a.b: integer', 'a.b: minimum 1'])).toBe('a.b: integer\n');
    expect(withKeys('', ['a.b: integer', 'a.b: minimum 1'])).toBe('a.b: integer\na.b: minimum 1\n');
  });

  it.each([
    ['a key that nobody reads', { api: { replcias: 3 } }],
    ['a key of another chart', { platform: { replicas: 3 } }],
    ['another type', { api: { replicas: 'many' } }],
    ['another choice', { platform: { routing: { kind: 'tunnel' } } }],
    ['a Secret without its key', { web: { secretEnv: { A: { existingSecret: 'x' } } } }],
    ['an address with a path', { global: { urls: { web: 'http://x/y' } } }],
  ])('refuses %s', async (_what, values) => {
    expect(await refusal(values)).toContain("don't meet the specifications of the schema");
  });

  it.each([
    ['nothing', {}],
    ['a part of what Helm asks for', { web: { resources: { limits: { memory: '320Mi' } } } }],
    ['values-dev.yaml', parse(read('infra/charts/taskora/values-dev.yaml')) as object],
    ['values-prod.yaml', parse(read('infra/charts/taskora/values-prod.yaml')) as object],
  ])('takes %s', async (_what, values) => {
    expect(await refusal(values)).toBe('');
  });

  it.each(['minikube', 'ci', 'prod'])('takes what the environment %s sets', async (name) => {
    for (const file of environmentValues(name, 'taskora', charts.folder)) {
      expect(await refusal(parse(readFileSync(file, 'utf8')) as object)).toBe('');
    }
  });

  it('knows of every block of YAML in the documents whether it has values', () => {
    expect(samples.length).toBeGreaterThan(5);
    const unknown = blocks
      .filter((block) => !samples.includes(block))
      .filter(({ text }) => !others.some((mark) => text.includes(mark)));
    expect(unknown.map(({ file, line }) => `${file}:${line}`)).toEqual([]);
  });

  it.each(samples.map((sample) => [`${sample.file}:${sample.line}`, sample] as const))(
    'and the chart itself take the sample of %s',
    async (_place, sample) => {
      const values = asWhole(sample);
      expect(await refusal(values)).toBe('');
      const file = join(folder, 'sample.json');
      writeFileSync(file, JSON.stringify(values));
      expect(await charts.render('taskora', { files: [file] })).not.toEqual([]);
    },
  );
});

describe('a contract', () => {
  const definitions = {
    amounts: { type: 'object', properties: { cpu: { type: 'string' } }, required: ['cpu'] },
  };
  const made = contractOf(
    { properties: { global: { type: 'object' }, shop: {}, 'taskora-service': {} }, definitions },
    new Map([
      [
        'shop',
        {
          required: ['size'],
          properties: {
            global: { type: 'object' },
            size: { $ref: '#/definitions/amounts' },
            kind: { enum: ['a', 'b'] },
            port: { type: ['integer', 'null'] },
            list: { type: 'array', items: { type: 'object', required: ['name'] } },
          },
        },
      ],
    ]),
  );

  it('has the values of the charts in it, each once', () => {
    expect(keysOf(made)).toEqual([
      'global: object',
      'shop.size.cpu: string',
      ...['shop.kind: a', 'shop.kind: b'],
      ...['shop.port: integer', 'shop.port: null'],
      'shop.list: array',
      'shop.list[]: object',
    ]);
  });

  it('asks for nothing but what a person writes whole', () => {
    expect(JSON.stringify(made).match(/"required":\[[^\]]*\]/g)).toEqual(['"required":["name"]']);
  });
});

it('the names of releases are those of the charts in the whole', () => {
  expect(Object.keys(contract['properties'] as object)).toEqual(
    expect.arrayContaining([...releases]),
  );
});
