import type { ProjectConfiguration, Tree } from '@nx/devkit';
import { readJson, readProjectConfiguration, writeJson } from '@nx/devkit';
import { parse } from 'yaml';
import { changedFiles, contents, shopWorkspace } from '../../testing/generators.ts';
import { initGenerator } from '../init/generator.ts';
import type { ChartOptions } from './generator.ts';
import { chartGenerator } from './generator.ts';

const quick = { skipFormat: true };

/** A project with a Dockerfile, one without, and a library chart. */
async function workspace(): Promise<Tree> {
  const tree = shopWorkspace();
  await initGenerator(tree, quick);
  writeJson(tree, 'apps/api/project.json', { name: 'api', tags: ['scope:shop'] });
  tree.write('apps/api/Dockerfile', 'FROM node:24-slim\n');
  writeJson(tree, 'apps/jobs/project.json', { name: 'jobs' });
  writeJson(tree, 'charts/lib/project.json', { name: 'chart-lib' });
  tree.write('charts/lib/Chart.yaml', 'name: shop-lib\nversion: 1.2.3\ntype: library\n');
  tree.write('charts/lib/templates/_objects.tpl', '{{- define "shop-lib.objects" -}}{{ end }}');
  tree.write(
    'charts/lib/values.yaml',
    'exports: { defaults: { migration: { enabled: true }, test: { command: [] } } }\n',
  );
  return tree;
}

async function made(given: ChartOptions) {
  const tree = await workspace();
  const before = contents(tree);
  await chartGenerator(tree, { ...quick, ...given });
  return { tree, files: changedFiles(tree).filter((path) => !(path in before)) };
}

function yaml<Content>(tree: Tree, file: string): Content {
  return parse(tree.read(file, 'utf8') ?? '') as Content;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Keys that the schema has and the values lack, and conversely, at every level. */
function keysOf(
  values: object,
  { $ref, ...own }: Schema,
  types: Readonly<Record<string, Schema>>,
): { missing: string[]; unknown: string[] } {
  const properties = ($ref === undefined ? own : types[$ref.split('/').at(-1) ?? ''])?.properties;
  if (properties === undefined) return { missing: [], unknown: [] };
  const missing = Object.keys(properties).filter((key) => !(key in values));
  const unknown = Object.keys(values).filter((key) => !(key in properties));
  const below = Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    const schema = properties[key];
    return schema === undefined || typeof value !== 'object' || value === null
      ? []
      : [keysOf(value, schema, types)];
  });
  return {
    missing: [...missing, ...below.flatMap((keys) => keys.missing)],
    unknown: [...unknown, ...below.flatMap((keys) => keys.unknown)],
  };
}

describe('the generator chart', () => {
  it('makes the chart of a project in its folder, and tags the project', async () => {
    const { tree, files } = await made({ name: 'api' });
    expect(files.every((path) => path.startsWith('apps/api/chart/'))).toBe(true);
    expect(files).toHaveLength(16);
    expect(readProjectConfiguration(tree, 'api').tags).toEqual(['scope:shop', 'deploy:helm']);
    const chart = yaml<{ name: string; annotations?: object }>(tree, 'apps/api/chart/Chart.yaml');
    expect(chart.name).toBe('api');
    expect(chart.annotations).toBeUndefined();
  });

  it('has one schema and one default for each key, and neither for another', async () => {
    const { tree } = await made({ name: 'api', kind: 'node' });
    const schema = readJson<Schema>(tree, 'apps/api/chart/values.schema.json');
    const values = yaml<object>(tree, 'apps/api/chart/values.yaml');
    // Helm brings `global`, whose keys are the environment's.
    const keys = keysOf({ global: {}, ...values }, schema, schema.definitions ?? {});
    expect(keys).toEqual({ missing: [], unknown: [] });
  });

  it('makes a project for a chart that stands alone', async () => {
    const image = 'registry.example.com:5000/shop/reports:1.4.2';
    const { tree, files } = await made({ name: 'reports', image, deploy: false });
    expect(files).toContain('infra/charts/reports/project.json');
    const { tags, root } = readProjectConfiguration(tree, 'reports');
    expect([root, tags]).toEqual(['infra/charts/reports', []]);
    const values = yaml<{ image: object }>(tree, 'infra/charts/reports/values.yaml');
    expect(values.image).toMatchObject({
      repository: 'registry.example.com:5000/shop/reports',
      tag: '1.4.2',
      digest: '',
    });
  });

  it('names the project whose image it takes, for the plugin to supply', async () => {
    const { tree } = await made({ name: 'jobs', image: 'api' });
    const chart = yaml<{ annotations: object }>(tree, 'apps/jobs/chart/Chart.yaml');
    expect(chart.annotations).toEqual({ 'nx-helm/images': 'image=api' });
  });

  it('takes its templates from a library chart, and answers what that one asks for', async () => {
    const { tree, files } = await made({ name: 'api', kind: 'node', library: 'chart-lib' });
    expect(files.map((path) => path.replace('apps/api/chart/', ''))).toEqual([
      '.helmignore',
      'Chart.yaml',
      'README.md',
      'templates/NOTES.txt',
      'templates/objects.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
    const chart = yaml<{ dependencies: unknown }>(tree, 'apps/api/chart/Chart.yaml');
    expect(chart.dependencies).toEqual([
      {
        name: 'shop-lib',
        version: '1.2.3',
        repository: 'file://../../../charts/lib',
        'import-values': ['defaults'],
      },
    ]);
    const values = yaml<Record<string, unknown>>(tree, 'apps/api/chart/values.yaml');
    expect(values['migration']).toEqual({ enabled: false });
    expect(values['test']).toMatchObject({ command: expect.arrayContaining(['node']) as unknown });
    expect(values['rollout']).toBeUndefined();
  });

  it('tags a project that has no project.json in its package.json', async () => {
    const tree = await workspace();
    writeJson(tree, 'package.json', { name: 'shop', workspaces: ['packages/*'] });
    writeJson(tree, 'packages/mail/package.json', { name: 'mail', version: '1.0.0' });
    tree.write('packages/mail/Dockerfile', 'FROM node:24-slim\n');
    await chartGenerator(tree, { name: 'mail', ...quick });
    const manifest = readJson<{ nx?: ProjectConfiguration }>(tree, 'packages/mail/package.json');
    expect(manifest.nx?.tags).toEqual(['deploy:helm']);
  });

  it.each([
    ['NXHELM_CHART_IMAGE', { name: 'jobs' }],
    ['NXHELM_CHART_IMAGE', { name: 'nobody' }],
    ['NXHELM_REFERENCE_INVALID', { name: 'jobs', image: 'reports:latest' }],
    ['NXHELM_NAME_INVALID', { name: 'Jobs', image: 'api' }],
    ['NXHELM_CHOICE_UNKNOWN', { name: 'api', kind: 'cobol' as 'node' }],
    ['NXHELM_LIBRARY_UNFIT', { name: 'api', library: 'jobs' }],
  ])('ends with %s for %j', async (code, given) => {
    await expect(made(given)).rejects.toThrow(new RegExp(`^${code}: .+ Do: .+`, 's'));
  });

  it('refuses a project that has a chart already', async () => {
    const { tree } = await made({ name: 'api' });
    await expect(chartGenerator(tree, { name: 'api', ...quick })).rejects.toThrow(
      'NXHELM_FOLDER_EXISTS',
    );
  });
});
