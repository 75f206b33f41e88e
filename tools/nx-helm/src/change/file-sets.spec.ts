import type { ProjectGraph } from '@nx/devkit';
import { hasAmbiguousNames, mayHold, readInstructions } from './file-sets.ts';

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

describe('whether a file set may hold a changed path', () => {
  it.each([
    ['workspace:[{workspaceRoot}/charts/lib/**/*]', 'charts/lib/Chart.yaml', true],
    ['workspace:[{workspaceRoot}/charts/lib/**/*]', 'charts/library/Chart.yaml', false],
    ['workspace:[{workspaceRoot}/charts/lib*/**/*]', 'charts/library/Chart.yaml', true],
    ['workspace:[{workspaceRoot}/nx.json,{workspaceRoot}/.gitignore]', '.gitignore', true],
    ['workspace:[{workspaceRoot}/a/{b,c}/x,{workspaceRoot}/d/x]', 'a/c/x', true],
    ['workspace:[{workspaceRoot}/a/{b,c}/x,{workspaceRoot}/d/x]', 'e/x', false],
    ['workspace:[{workspaceRoot}/a/x,!{workspaceRoot}/b/x]', 'b/x', false],
    ['workspace:[{workspaceRoot}/**/*.md]', 'b/x', true],
    // Another repository within this one is a folder for git.
    ['workspace:[{workspaceRoot}/a/b/c.txt]', 'a/b', true],
    ['workspace:[**/*]', 'b/x', true],
    ['workspace:something else', 'b/x', true],
    ['api:apps/api/Dockerfile', 'apps/api/src/main.py', true],
    ['api:apps/api/Dockerfile', 'apps/api-docs/page.md', false],
    ['api:apps/api/**/*', 'apps', true],
    ['api:TsConfig', 'tsconfig.base.json', true],
    ['api:TsConfig', 'apps/api/main.py', false],
    ['gone:apps/gone/**/*', 'b/x', true],
  ])('%s, %s: %s', (fileSet, path, expected) => {
    expect(mayHold(fileSet, ['other/file', path], graph)).toBe(expected);
    expect(mayHold(fileSet, [], graph)).toBe(/^(?:gone|workspace:s)/.test(fileSet));
  });
});

describe('the instructions of a plan', () => {
  it('are understood in every form that is known, and else left to Nx', () => {
    const known = [
      'runtime:echo a:b',
      'env:HOME',
      'npm:yaml',
      '**/reference:dist/api',
      'api:TsConfig',
    ];
    expect(readInstructions([...known, 'api:ProjectConfiguration'], graph)).toEqual({
      fileSets: ['api:TsConfig'],
      runtime: ['echo a:b'],
      environment: ['HOME'],
      external: ['npm:yaml'],
    });
    for (const other of ['cwd', 'json:package.json', 'npm:gone', 'unknown:apps/x/**/*']) {
      expect(readInstructions([...known, other], graph)).toBeUndefined();
    }
  });

  it.each(['env', 'runtime', 'workspace', 'group:api'])(
    'cannot be told apart beside a project %s',
    (name) => {
      expect([hasAmbiguousNames(graphOf('api')), hasAmbiguousNames(graphOf('api', name))]).toEqual([
        false,
        true,
      ]);
    },
  );
});
