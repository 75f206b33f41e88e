import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachedFrom } from './architecture/measures.ts';
import { workspaceRoot } from './environment.ts';
import { readSources, type Source } from './requirements/read-sources.ts';
import { workspaceGraph, type GraphTarget } from './testing/workspace-targets.ts';

jest.setTimeout(120_000);

let sources: readonly Source[];
let graph: ReturnType<typeof workspaceGraph>;
beforeAll(async () => {
  sources = await readSources(workspaceRoot);
  graph = workspaceGraph(workspaceRoot);
});

const targets = (): [string, GraphTarget][] =>
  Object.entries(graph).flatMap(([project, { data }]) =>
    Object.entries(data.targets ?? {}).map(([name, target]): [string, GraphTarget] => [
      `${project}:${name}`,
      target,
    ]),
  );
const targetOf = (id: string) => new Map(targets()).get(id);
const read = (file: string) => readFileSync(join(workspaceRoot, file), 'utf8');

describe('the workspace (C1)', () => {
  it('is one of Nx, with the folders and files that people look for at its top', () => {
    const top = new Set(sources.map(({ file }) => file.split('/')[0]));
    const wanted = ['apps', 'libs', 'infra', 'tools', '.github'];
    const files = ['nx.json', 'package.json', 'tsconfig.base.json'];
    expect([...wanted, ...files].filter((name) => !top.has(name))).toEqual([]);
  });

  it('has its projects in these folders, each with what is done in it', () => {
    const roots = Object.values(graph).map(({ data }) => data.root);
    expect(roots.length).toBeGreaterThan(15);
    expect(roots.filter((root) => !/^(?:apps|libs|infra|tools)\//.test(root + '/'))).toEqual([]);
  });

  it('is TypeScript, and Python for FastAPI alone', () => {
    // Go builds programs that others publish as images: of Minikube, and of the tests' Argo CD.
    const others = sources.filter(
      ({ file }) =>
        /\.(?:c?js|jsx|go|rb|java)$/.test(file) &&
        !/^tools\/(?:minikube|nx-helm\/e2e\/owners\/argocd)\/modules\//.test(file),
    );
    expect(others.map(({ file }) => file)).toEqual([]);
    const ofPython = sources.filter(({ file }) => file.endsWith('.py'));
    // A chart's file, and the supervisor of a development session, are run in the image of the API.
    const elsewhere = ofPython.filter(({ file }) => !file.startsWith('apps/api/'));
    expect(elsewhere.map(({ file }) => file.split('/').slice(0, 2).join('/'))).toEqual([
      'infra/charts',
      'tools/nx-helm',
    ]);
    expect(read('apps/api/src/taskora_api/main.py')).toContain('FastAPI(');
  });
});

describe('the packages that were asked for (C2)', () => {
  /** Sources that load a package to work with it; tests and manifests do not count. */
  const loads = (name: string): string[] => {
    const load = new RegExp(
      `(?:from|import|require|resolve|import\\.meta\\.url\\))\\(?\\s*'${name}(?:/[^']*)?'`,
    );
    return sources
      .filter(({ file }) => /\.(?:ts|mjs)$/.test(file) && !/\.(?:spec|test)\.|\/e2e\//.test(file))
      .filter(({ text }) => load.test(text))
      .map(({ file }) => file);
  };
  const plugins = () =>
    (JSON.parse(read('nx.json')) as { plugins: { plugin: string }[] }).plugins.map(
      ({ plugin }) => plugin,
    );
  const inferredBy = (technology: string, name: string) =>
    targets()
      .filter(
        ([id, { metadata }]) =>
          id.endsWith(`:${name}`) && metadata?.technologies?.includes(technology),
      )
      .map(([id]) => id.split(':')[0]);

  it('are nx: every command of a person starts its tasks', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const programs = Object.values(scripts).map((line) => line.split(' ').at(-1) ?? '');
    const starts = /\b(?:run|must)\(\s*'nx'|from 'nx\/|'observed-nx.mjs'/;
    expect(
      programs.filter(
        (program) =>
          !reachedFrom(join(workspaceRoot, program)).some((file) =>
            starts.test(readFileSync(file, 'utf8')),
          ),
      ),
    ).toEqual([]);
  });

  it('are @nx/next: it makes the builds of both front ends', () => {
    expect(plugins()).toContain('@nx/next/plugin');
    for (const app of ['chatbot', 'web']) {
      expect(read(`apps/${app}/project.json`)).not.toContain('next build');
      expect(targetOf(`${app}:build`)?.options?.command).toMatch(/^next build\b/);
    }
  });

  it('are @nx/jest and eslint: they make tests and rules of the projects', () => {
    expect(plugins()).toEqual(expect.arrayContaining(['@nx/jest/plugin', '@nx/eslint/plugin']));
    expect(inferredBy('jest', 'test').length).toBeGreaterThan(5);
    expect(inferredBy('eslint', 'lint').length).toBeGreaterThan(10);
  });

  it('are @nx/js: it writes the versions of a release', () => {
    const actions = 'tools/dev/src/release/version-actions/node.ts';
    expect(read('nx.json')).toContain(`"versionActions": "${actions}"`);
    expect(loads('@nx/js')).toEqual([actions]);
  });

  it('are @nx-tools/nx-container: it builds each image, which is built again with another of it', () => {
    expect(loads('@nx-tools/nx-container')).toEqual(['tools/nx-helm/src/image/build-image.ts']);
    for (const service of ['api', 'web', 'chatbot']) {
      const { executor, inputs = [] } = targetOf(`${service}:container`) ?? {};
      expect(executor).toBe('@taskora/nx-helm:container');
      const packages = inputs.flatMap((input) =>
        typeof input === 'string' ? [] : (input.externalDependencies ?? []),
      );
      expect(packages).toContain('@nx-tools/nx-container');
    }
  });

  it('are @nx/node: the tests behind a pooler wait by it', () => {
    expect(loads('@nx/node')).toEqual(['tools/dev/src/postgres/pgbouncer.ts']);
    expect(targetOf('front-end:test')?.options?.command).toContain('with-pooled-database.ts');
  });
});

describe('the tests (A5)', () => {
  it('are pytest for the API and Jest for all that is TypeScript, in one target', () => {
    const commandsOf = ({ options: { command = '', commands = [] } = {} }: GraphTarget) =>
      [command, ...commands].join('\n');
    const suites = targets().filter(([id]) => id.endsWith(':test'));
    const runner = (target: GraphTarget) =>
      target.metadata?.technologies?.includes('jest') === true ||
      /\bjest\b/.test(commandsOf(target))
        ? 'jest'
        : /-m pytest\b/.test(commandsOf(target))
          ? 'pytest'
          : commandsOf(target);
    const byRunner = Object.groupBy(suites, ([, target]) => runner(target));
    expect(Object.keys(byRunner).toSorted()).toEqual(['jest', 'pytest']);
    expect(byRunner['pytest']?.map(([id]) => id)).toEqual(['api:test']);
    expect(byRunner['jest']?.map(([id]) => id)).toEqual(
      expect.arrayContaining(['web:test', 'chatbot:test', 'nx-helm:test', 'front-end:test']),
    );
  });

  it('are run by the one command of the README', () => {
    expect(read('README.md')).toMatch(/^npm test /m);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const program = scripts['test']?.split(' ').at(-1) ?? '';
    expect(read(program)).toMatch(/\['run-many', '-t', [^\]]*'test'/);
  });

  it('are many in both, so that neither is there for its name alone', () => {
    const count = (pattern: RegExp) => sources.filter(({ file }) => pattern.test(file)).length;
    expect(count(/^apps\/api\/tests\/.*\/?test_\w+\.py$/)).toBeGreaterThan(50);
    expect(count(/\.spec\.tsx?$/)).toBeGreaterThan(200);
  });
});
