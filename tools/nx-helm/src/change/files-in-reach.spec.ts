import type { ProjectGraph } from '@nx/devkit';
import type { WorkspaceFiles } from './files-in-reach.ts';
import { filesInReach } from './files-in-reach.ts';

const graph: ProjectGraph = {
  nodes: {
    api: { name: 'api', type: 'app', data: { root: 'apps/api' } },
    all: { name: 'all', type: 'app', data: { root: '.' } },
  },
  dependencies: {},
};
const files: WorkspaceFiles = {
  projectFileMap: {
    api: [
      { file: 'apps/api/main.py', hash: '1' },
      { file: 'apps/api/client/index.ts', hash: '2' },
    ],
  },
  globalFiles: [
    { file: 'charts/lib-2/Chart.yaml', hash: '3' },
    { file: 'charts/lib/Chart.yaml', hash: '4' },
    { file: 'charts/lib/values.yaml', hash: '5' },
    { file: 'nx.json', hash: '6' },
  ],
};
const changed = (path: string, hash: string | undefined): WorkspaceFiles => ({
  projectFileMap: files.projectFileMap,
  globalFiles: files.globalFiles
    .map((each) => (each.file === path ? { file: path, hash: hash ?? '' } : each))
    .filter((each) => each.hash !== ''),
});
const digest = (fileSet: string, given = files) => filesInReach(given, graph).digestOf(fileSet);

const lib = 'workspace:[{workspaceRoot}/charts/lib/**/*]';
const project = 'api:apps/api/Dockerfile';

describe('the digest of what is in reach', () => {
  it.each([
    ['changed', changed('charts/lib/values.yaml', 'x')],
    ['gone', changed('charts/lib/values.yaml', undefined)],
    ['of another project', { projectFileMap: { lib: files.globalFiles }, globalFiles: [] }],
  ])('is another one where a file is %s', (_what, given) => {
    expect(digest(lib, given)).not.toBe(digest(lib));
  });

  it('is the same whatever happens elsewhere, and in whatever order files come', () => {
    expect(digest(lib, changed('charts/lib-2/Chart.yaml', 'x'))).toBe(digest(lib));
    expect(digest(lib, { ...files, globalFiles: files.globalFiles.toReversed() })).toBe(
      digest(lib),
    );
    expect(digest(project, changed('nx.json', 'x'))).toBe(digest(project));
    const excluding = 'workspace:[!{workspaceRoot}/**/*.md]';
    expect(digest(excluding, changed('nx.json', 'x'))).not.toBe(digest(excluding));
  });

  it('of a project is another one where a part of it becomes a project', () => {
    const [main, ...client] = files.projectFileMap['api'] ?? [];
    const projectFileMap = { api: main === undefined ? [] : [main], client };
    expect(digest(project, { ...files, projectFileMap })).not.toBe(digest(project));
  });
});

describe('whether a path is in reach', () => {
  it.each([
    [lib, 'charts/lib/Chart.yaml', true],
    [lib, 'charts/library/Chart.yaml', false],
    // Git names another repository within this one by its folder.
    ['workspace:[{workspaceRoot}/a/b/c.txt]', 'a/b', true],
    ['workspace:[{workspaceRoot}/a/b/c.txt]', 'a/bc', false],
    [project, 'apps/api/src/new.py', true],
    [project, 'apps/api-docs/page.md', false],
    ['all:package.json', 'anything', true],
    ['gone:apps/gone/**/*', 'anything', true],
  ])('%s, %s: %s', (fileSet, path, expected) => {
    const reach = filesInReach(files, graph);
    expect(reach.holds(fileSet, ['other/file', path])).toBe(expected);
    expect(reach.holds(fileSet, [])).toBe(false);
  });
});
