import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectConfiguration, Tree } from '@nx/devkit';
import { readProjectConfiguration, writeJson } from '@nx/devkit';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import { parse } from 'yaml';
import { baseImageProjects } from '../../inference/container-source.ts';
import { changedFiles, contents, shopWorkspace } from '../../testing/generators.ts';
import { writeFiles } from '../../testing/workspace.ts';
import { imageGenerator } from '../image/generator.ts';
import { initGenerator } from '../init/generator.ts';
import { serviceKinds } from '../names.ts';
import type { ServiceOptions } from './generator.ts';
import { serviceGenerator } from './generator.ts';

const quick = { skipFormat: true };

async function made(kind: ServiceOptions['kind'], more: Partial<ServiceOptions> = {}) {
  const tree = shopWorkspace();
  await initGenerator(tree, quick);
  await serviceGenerator(tree, { name: 'my-shop', kind, ...quick, ...more });
  return tree;
}

const chartFiles = [
  '.helmignore',
  'Chart.yaml',
  'README.md',
  'templates/NOTES.txt',
  'templates/_names.tpl',
  'templates/_pod.tpl',
  'templates/configmap.yaml',
  'templates/deployment.yaml',
  'templates/horizontalpodautoscaler.yaml',
  'templates/ingress.yaml',
  'templates/poddisruptionbudget.yaml',
  'templates/service.yaml',
  'templates/serviceaccount.yaml',
  'templates/test.yaml',
  'values.schema.json',
  'values.yaml',
];

const filesOf = (tree: Tree) =>
  changedFiles(tree)
    .filter((path) => path.startsWith('apps/my-shop/'))
    .map((path) => path.slice('apps/my-shop/'.length));

describe('the generator service (O3)', () => {
  it.each([
    [
      'node' as const,
      [
        'src/healthcheck.ts',
        'src/log.ts',
        'src/main.ts',
        'src/server.ts',
        'src/settings.ts',
        'tests/service.spec.ts',
        'tsconfig.json',
      ],
    ],
    [
      'next' as const,
      [
        'healthcheck.mjs',
        'next.config.mjs',
        'src/app/health/route.ts',
        'src/app/layout.tsx',
        'src/app/page.tsx',
        'src/app/ready/route.ts',
        'src/instrumentation.ts',
        'src/log.ts',
        'src/settings.ts',
        'tests/routes.spec.ts',
        'tsconfig.json',
      ],
    ],
    [
      'fastapi' as const,
      [
        'pyproject.toml',
        'requirements.in',
        'requirements.lock',
        'src/my_shop/__init__.py',
        'src/my_shop/__main__.py',
        'src/my_shop/app.py',
        'src/my_shop/healthcheck.py',
        'src/my_shop/log.py',
        'src/my_shop/settings.py',
        'tests/test_service.py',
        'tools/build.py',
      ],
    ],
  ])('makes of kind %s exactly these files', async (kind, sources) => {
    const common = ['Dockerfile', 'README.md', 'project.json'];
    const charts = chartFiles.map((file) => `chart/${file}`);
    expect(filesOf(await made(kind))).toEqual([...common, ...charts, ...sources].toSorted());
  });

  it.each([
    ['node' as const, ['build', 'typecheck', 'test', 'dev']],
    ['next' as const, ['build', 'build-digest', 'typecheck', 'test', 'dev']],
    ['fastapi' as const, ['build', 'test-packages', 'test', 'dev']],
  ])('gives kind %s the targets %j, and the tag that deploys it', async (kind, targets) => {
    const project = readProjectConfiguration(await made(kind, { tags: 'scope:shop' }), 'my-shop');
    expect(Object.keys(project.targets ?? {})).toEqual(targets);
    expect(project.tags).toEqual(['deploy:helm', 'scope:shop']);
  });

  it.each(serviceKinds)('leaves no placeholder in a file of kind %s', async (kind) => {
    for (const [path, text] of Object.entries(contents(await made(kind)))) {
      expect([path, text.includes('<%')]).toEqual([path, false]);
      expect(path).not.toMatch(/__\w+__(?!\.py)\/|\.template$/);
    }
  });

  it.each(serviceKinds)(
    'builds kind %s as an image without root and without a shell',
    async (kind) => {
      const dockerfile = (await made(kind)).read('apps/my-shop/Dockerfile', 'utf8') ?? '';
      const lines = dockerfile.split('\n');
      expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER 10001:10001');
      const commands = lines.filter((line) => /^\s*(RUN|CMD|ENTRYPOINT)/.test(line));
      expect(commands.length).toBeGreaterThan(1);
      for (const command of commands) expect(command).toMatch(/(RUN|CMD|ENTRYPOINT) \[".*"\]$/);
      expect(dockerfile).toContain('HEALTHCHECK ');
    },
  );

  it('builds on a reference by default, and on a project of the workspace if it is named', async () => {
    const fromLines = (tree: Tree) =>
      /^FROM (\S+)/m.exec(tree.read('apps/my-shop/Dockerfile', 'utf8') ?? '')?.[1];
    expect(fromLines(await made('node'))).toBe('node:24-slim');
    expect(fromLines(await made('fastapi'))).toBe('python:3.13-slim');

    const tree = shopWorkspace();
    await imageGenerator(tree, { name: 'image-node', from: 'node:24-slim', ...quick });
    const options = { name: 'my-shop', kind: 'node' as const, baseImage: 'image-node', ...quick };
    await serviceGenerator(tree, options);
    expect(fromLines(tree)).toBe('shop/image-node');
    const text = tree.read('apps/my-shop/Dockerfile', 'utf8') ?? '';
    expect(baseImageProjects(text, 'shop')).toEqual(['image-node']);
  });

  it('registers the plugin first where nobody has done it', async () => {
    const tree = shopWorkspace();
    await serviceGenerator(tree, { name: 'my-shop', kind: 'node', ...quick });
    expect(changedFiles(tree)).toContain('infra/environments/minikube.yaml');
  });

  it('sets the port once for the app, the image and the chart', async () => {
    const tree = await made('node', { port: 4321 });
    const values = parse(tree.read('apps/my-shop/chart/values.yaml', 'utf8') ?? '') as {
      port: number;
      env: Record<string, string>;
    };
    expect(values.port).toBe(4321);
    expect(values.env['PORT']).toBe('4321');
    expect(tree.read('apps/my-shop/Dockerfile', 'utf8')).toContain('EXPOSE 4321');
    expect(tree.read('apps/my-shop/src/settings.ts', 'utf8')).toContain('4321');
  });

  it('adds a lint target only where ESLint is there and infers none by itself', async () => {
    const lintOf = (tree: Tree) =>
      readProjectConfiguration(tree, 'my-shop').targets?.['lint']?.options as unknown;
    expect(lintOf(await made('node'))).toBeUndefined();

    const withRules = shopWorkspace();
    withRules.write('eslint.config.mjs', 'export default [];\n');
    await serviceGenerator(withRules, { name: 'my-shop', kind: 'node', ...quick });
    expect(lintOf(withRules)).toEqual({ command: 'eslint apps/my-shop' });

    const withPlugin = shopWorkspace();
    withPlugin.write('eslint.config.mjs', 'export default [];\n');
    writeJson(withPlugin, 'nx.json', { plugins: ['@nx/eslint/plugin'] });
    await serviceGenerator(withPlugin, { name: 'my-shop', kind: 'node', ...quick });
    expect(lintOf(withPlugin)).toBeUndefined();
  });
});

describe('bad input to the generator service', () => {
  const given = { name: 'my-shop', kind: 'node' as const, ...quick };

  it.each([
    ['NXHELM_NAME_INVALID', { name: 'My-Shop' }],
    ['NXHELM_NAME_INVALID', { name: 'my_shop' }],
    ['NXHELM_NAME_INVALID', { name: '1shop' }],
    ['NXHELM_NAME_INVALID', { name: 'my--shop' }],
    ['NXHELM_NAME_INVALID', { name: '../shop' }],
    ['NXHELM_NAME_INVALID', { name: 'shop;reboot' }],
    ['NXHELM_NAME_INVALID', { name: 's'.repeat(54) }],
    ['NXHELM_CHOICE_UNKNOWN', { kind: 'cobol' as 'node' }],
    ['NXHELM_PROJECT_EXISTS', { name: 'taken' }],
    ['NXHELM_FOLDER_EXISTS', { directory: 'apps/full' }],
    ['NXHELM_FOLDER_INVALID', { directory: '../outside' }],
    ['NXHELM_FOLDER_INVALID', { directory: '/etc' }],
    ['NXHELM_FOLDER_INVALID', { directory: 'apps/a b' }],
    ['NXHELM_FOLDER_INVALID', { directory: 'apps/$(reboot)' }],
    ['NXHELM_REFERENCE_INVALID', { baseImage: 'node' }],
    ['NXHELM_REFERENCE_INVALID', { baseImage: 'node:latest' }],
    ['NXHELM_REFERENCE_INVALID', { baseImage: 'node:24\nRUN reboot' }],
    ['NXHELM_REFERENCE_INVALID', { baseImage: 'shop/nothing:1' }],
    ['NXHELM_BASE_IMAGE', { baseImage: 'taken' }],
    ['NXHELM_LIBRARY_UNFIT', { library: 'nobody' }],
    ['NXHELM_LIBRARY_UNFIT', { library: 'taken' }],
  ])('ends with %s for %j, the command that helps, and no project', async (code, change) => {
    const tree = await made('node', { name: 'other' });
    writeJson<ProjectConfiguration>(tree, 'libs/taken/project.json', {
      name: 'taken',
      root: 'libs/taken',
    });
    tree.write('apps/full/notes.txt', 'mine');
    const before = contents(tree);
    await expect(serviceGenerator(tree, { ...given, ...change })).rejects.toThrow(
      new RegExp(`^${code}: .+ Do: .+`, 's'),
    );
    const after = Object.keys(contents(tree)).filter((path) => !(path in before));
    expect(after.filter((path) => path.endsWith('project.json'))).toEqual([]);
  });
});

describe('generators on a real folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-generators-'));
    writeFiles(root, { 'package.json': '{"name":"@shop/source"}\n', 'nx.json': '{}\n' });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const files = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();

  it('write nothing by themselves, so a dry run leaves no file', async () => {
    const tree = new FsTree(root, false);
    await serviceGenerator(tree, { name: 'my-shop', kind: 'fastapi', ...quick });
    expect(tree.listChanges().length).toBeGreaterThan(20);
    expect(files()).toEqual(['nx.json', 'package.json']);
  });

  it('have nothing left to do for init once it has run', async () => {
    const first = new FsTree(root, false);
    await initGenerator(first, quick);
    flushChanges(root, first.listChanges());
    expect(files()).toContain('infra/project.json');
    // Nx reads a folder once in a process; a second run is another process, or another folder.
    const copy = join(root, 'copy');
    cpSync(join(root, 'infra'), join(copy, 'infra'), { recursive: true });
    for (const file of ['package.json', 'nx.json', '.gitignore']) {
      cpSync(join(root, file), join(copy, file));
    }
    const second = new FsTree(copy, false);
    await initGenerator(second, quick);
    expect(second.listChanges()).toEqual([]);
  });
});
