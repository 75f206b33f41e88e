import type { ProjectGraph } from '@nx/devkit';
import { hasAmbiguousNames, reachOf, readInstructions } from './file-sets.ts';

const graphOf = (...names: string[]): ProjectGraph => ({
  nodes: Object.fromEntries(
    names.map((name) => [name, { name, type: 'app', data: { root: `apps/${name}` } }]),
  ),
  dependencies: {},
  externalNodes: {
    'npm:yaml': { type: 'npm', name: 'npm:yaml', data: { version: '1', packageName: 'yaml' } },
  },
});
const graph = graphOf('api');

describe('what a file set can select from', () => {
  it.each([
    ['workspace:[{workspaceRoot}/charts/lib/**/*]', ['charts/lib/']],
    ['workspace:[{workspaceRoot}/nx.json,{workspaceRoot}/.gitignore]', ['nx.json', '.gitignore']],
    ['workspace:[{workspaceRoot}/a/{b,c}/x,{workspaceRoot}/d/x]', ['a/', 'd/x']],
    ['workspace:[{workspaceRoot}/lib-?/x,{workspaceRoot}/[ab]/x]', ['lib-', '']],
    ['workspace:[{workspaceRoot}/a/x,!{workspaceRoot}/b/x]', ['a/x']],
    // Excludes alone select all else.
    ['workspace:[!{workspaceRoot}/**/*.md]', ['']],
    ['workspace:[**/*]', ['']],
    ['workspace:another form', ['']],
    ['api:TsConfig', ['tsconfig.base.json', 'tsconfig.json']],
  ])('of %s is what begins with %j', (fileSet, beginnings) => {
    expect(reachOf(fileSet)).toEqual({ kind: 'beginnings', beginnings });
  });

  it('of a project is all of it', () => {
    const reach = reachOf('api:apps/api/Dockerfile,!apps/api/**/*.md');
    expect(reach).toEqual({ kind: 'project', name: 'api' });
  });
});

describe('the instructions of a plan', () => {
  it('are understood in every form that is known, and else left to Nx', () => {
    const known = [
      ...['runtime:echo a:b', 'env:HOME', 'npm:yaml', 'AllExternalDependencies'],
      ...['**/reference:dist/api', 'api:TsConfig', 'workspace:[{workspaceRoot}/nx.json]'],
    ];
    expect(readInstructions([...known, 'api:ProjectConfiguration'], graph)).toEqual({
      fileSets: ['api:TsConfig', 'workspace:[{workspaceRoot}/nx.json]'],
      runtime: ['echo a:b'],
      environment: ['HOME'],
      external: ['npm:yaml', 'AllExternalDependencies'],
    });
    for (const other of ['cwd:absolute', 'json:{workspaceRoot}/a.json', 'npm:gone', 'x:apps/x']) {
      expect(readInstructions([...known, other], graph)).toBeUndefined();
    }
  });

  it.each(['cwd', 'env', 'json', 'runtime', 'workspace', 'group:api'])(
    'cannot be told apart beside a project %s',
    (name) => {
      expect([hasAmbiguousNames(graphOf('api')), hasAmbiguousNames(graphOf('api', name))]).toEqual([
        false,
        true,
      ]);
    },
  );
});
