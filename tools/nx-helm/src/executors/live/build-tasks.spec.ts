import type { ExecutorContext, TargetConfiguration, Task } from '@nx/devkit';
import { buildTasks, containerExecutor, filesBehind } from './build-tasks.ts';

interface TestTask {
  readonly executor?: string;
  readonly inputs?: TargetConfiguration['inputs'];
  readonly dependsOn?: readonly string[];
}

const tests: Readonly<Record<string, TestTask>> = {
  'api:live': { dependsOn: ['api:container'] },
  'api:container': {
    executor: containerExecutor,
    dependsOn: ['api:build', 'base:container'],
  },
  'api:build': {
    inputs: ['{projectRoot}/src/**/*'],
    dependsOn: ['api:packages', 'kit:bundle', 'api:notices'],
  },
  'api:notices': { inputs: ['{projectRoot}/notices.txt'], dependsOn: ['api:packages'] },
  'api:packages': {
    inputs: ['{projectRoot}/lock', '!{projectRoot}/src/**/*', { externalDependencies: [] }],
  },
  'kit:bundle': { inputs: ['production', '^production'] },
  'base:container': { executor: containerExecutor, dependsOn: ['base:build'] },
  'base:build': {},
};

function createContext(): ExecutorContext & Required<Pick<ExecutorContext, 'taskGraph'>> {
  const tasks: Record<string, Task> = {};
  const dependencies: Record<string, string[]> = {};
  const projects: Record<string, { root: string; targets: Record<string, TargetConfiguration> }> =
    {};
  for (const [id, { dependsOn = [], ...configuration }] of Object.entries(tests)) {
    const [project = '', target = ''] = id.split(':');
    tasks[id] = {
      id,
      target: { project, target },
      overrides: {},
      outputs: [],
      parallelism: true,
      cache: false,
    };
    dependencies[id] = [...dependsOn];
    projects[project] ??= { root: `at/${project}`, targets: {} };
    projects[project].targets[target] = configuration as TargetConfiguration;
  }
  const nodes = Object.fromEntries(
    Object.entries(projects).map(([name, data]) => [name, { name, type: 'lib' as const, data }]),
  );
  return {
    root: '/elsewhere',
    cwd: '/elsewhere',
    isVerbose: false,
    nxJsonConfiguration: {},
    projectsConfigurations: { version: 2, projects },
    projectGraph: { nodes, dependencies: { api: [], base: [], kit: [] } },
    taskGraph: { roots: [], tasks, dependencies, continuousDependencies: {} },
  };
}

const tasksFor = (...files: string[]): string[] =>
  buildTasks(createContext(), 'api', files).map(({ project, target }) => `${project}:${target}`);

describe('what a session runs after a save (C4)', () => {
  it.each([
    ['at/api/src/main.py', ['api:build']],
    ['at/api/src/lock', ['api:build']],
    ['at/api/lock', ['api:packages', 'api:notices', 'api:build']],
    ['at/api/notices.txt', ['api:notices', 'api:build']],
    ['at/kit/main.ts', ['kit:bundle', 'api:build']],
    ['at/base/Dockerfile', ['api:build']],
  ])('is after %s its build, with what the file may concern before it', (file, expected) => {
    expect(tasksFor(file)).toEqual(expected);
  });

  it('is its build alone where the run was asked for without its dependencies', () => {
    const { taskGraph, ...context } = createContext();
    const lone = { ...taskGraph, tasks: {}, dependencies: {} };
    const expected = [{ project: 'api', target: 'build' }];
    expect(buildTasks({ ...context, taskGraph: lone }, 'api', ['at/api/lock'])).toEqual(expected);
    expect(buildTasks(context, 'api', ['at/api/lock'])).toEqual(expected);
  });

  it('is each task once, in the order in which they depend on each other', () => {
    expect(tasksFor('at/kit/main.ts', 'at/api/lock', 'at/api/src/main.py')).toEqual([
      'api:packages',
      'kit:bundle',
      'api:notices',
      'api:build',
    ]);
  });
});

describe('the saved files that a session builds for (P1)', () => {
  it.each([
    ['at/api/src/main.py', true],
    ['at/kit/src/button.ts', false],
    ['package-lock.json', true],
    ['shared/messages/en.json', true],
    ['shared/other.json', false],
    ['docs/guide.md', false],
  ])('are those that its image may follow from: %s', (file, isBuilt) => {
    const context = createContext();
    const nxJsonConfiguration = {
      namedInputs: { messages: ['{workspaceRoot}/shared/messages/**/*', '{projectRoot}/**/*'] },
    };
    const found = filesBehind({ ...context, nxJsonConfiguration }, 'api', [file]);
    expect(found).toEqual(isBuilt ? [file] : []);
  });
});
