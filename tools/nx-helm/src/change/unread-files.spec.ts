import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as realGit from '../base/git.ts';
import { createFixture } from '../testing/fixture-workspace.ts';
import type { createRepository } from '../testing/git-repository.ts';
import { writeFiles } from '../testing/workspace.ts';
import type { SnapshotState } from './ask-state.ts';
import { askState } from './ask-state.ts';
import { forecast } from './forecast.ts';

// Each forecast starts Nx twice, on machines that do other things as well.
jest.setTimeout(120_000);

/** In place of what git names, where it is set. */
let named: readonly string[] | undefined;
jest.mock('../base/git.ts', () => {
  const git = jest.requireActual<Pick<typeof realGit, 'changedFilesSince'>>('../base/git.ts');
  return {
    ...git,
    changedFilesSince: async (folder: string, reference: string) =>
      named ?? (await git.changedFilesSince(folder, reference)),
  };
});

let fixture: ReturnType<typeof createRepository>;
beforeEach(() => {
  fixture = createFixture();
  named = undefined;
});
afterEach(() => {
  rmSync(fixture.root, { recursive: true, force: true });
});

const read = (path: string): string => readFileSync(join(fixture.root, path), 'utf8');

function edit(path: string, from: string, to: string): void {
  expect(read(path)).toContain(from);
  writeFileSync(join(fixture.root, path), read(path).replace(from, to));
}

async function inputs(changed?: readonly string[]): Promise<SnapshotState[]> {
  const { root } = fixture;
  const folder = join(root, 'dist/asked');
  const asked = { name: 'head', workspaceRoot: root, programsRoot: root, folder, changed };
  return (await askState(asked)).filter((state) => state.leftOut === undefined);
}

/** What a release is made from, but for its files. */
const besidesFiles = (states: readonly SnapshotState[]) =>
  states.map(({ snapshot: { groups, ...rest } }) => {
    const others = groups.map(({ entries, ...group }) => ({
      ...group,
      entries: Object.entries(entries).filter(([key]) => !/^(?:file|python) /.test(key)),
    }));
    return { ...rest, unread: '', groups: others.filter(({ entries }) => entries.length > 0) };
  });
const filesOf = (states: readonly SnapshotState[]) =>
  states.map(({ snapshot: { groups } }) =>
    groups.flatMap(({ entries }) => Object.keys(entries).filter((key) => key.startsWith('file '))),
  );

it('a release none of whose files has changed has the inputs that Nx gives it, but for its files', async () => {
  const [all, none, web] = [
    await inputs(),
    await inputs([]),
    await inputs(['apps/web/src/page.ts']),
  ];
  expect(all.map(({ snapshot }) => snapshot.unread)).toEqual([undefined, undefined]);
  expect(besidesFiles(none)).toEqual(besidesFiles(all));
  expect(besidesFiles(web)).toEqual(besidesFiles(all));
  expect(filesOf(none)).toEqual([[], []]);
  expect(filesOf(web)).toEqual([[], expect.arrayContaining(['file apps/web/src/page.ts'])]);
});

/** A plugin of the workspace that gives the image of the API other files. */
const plugin = (input: string): string => `export const createNodesV2 = ['apps/api/project.json',
  (files) => files.map((file) => [file, { projects: { 'apps/api': { targets: { container: {
    inputs: ['{workspaceRoot}/${input}/**/*'] } } } } }])];\n`;
function withPlugin(name: string): string {
  const nxJson = JSON.parse(read('nx.json')) as { readonly plugins: unknown[] };
  nxJson.plugins.push(name);
  return JSON.stringify(nxJson);
}

interface Case {
  readonly what: string;
  readonly before: () => Readonly<Record<string, string>>;
  readonly edit: () => void;
  /** A part of what the reasons say. */
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    what: 'a plugin of the workspace selects other files',
    before: () => ({
      'nx.json': withPlugin('./tools/inputs.mjs'),
      'tools/inputs.mjs': plugin('docs'),
      'docs/page.md': '1',
    }),
    edit: () => edit('tools/inputs.mjs', 'docs', 'images/base'),
    expected: 'docs/page.md (removed)',
  },
  {
    what: 'a part of a project becomes a project',
    before: () => ({
      'apps/web/src/client/index.ts': 'export {};\n',
      'apps/web/src/client/package.json': '{"name":"client"}',
    }),
    edit: () => edit('package.json', '{', '{ "workspaces": ["apps/web/src/client"],'),
    expected: 'apps/web/src/client/index.ts (removed)',
  },
  {
    what: 'a link leads to another text',
    before: () => {
      const link = join(fixture.root, 'apps/web/chart/templates/_helpers.tpl');
      writeFiles(fixture.root, { 'shared/_helpers.tpl': '{{/* one */}}\n' });
      symlinkSync('../../../../shared/_helpers.tpl', link, 'file');
      return {};
    },
    edit: () => writeFiles(fixture.root, { 'shared/_helpers.tpl': '{{/* two */}}\n' }),
    expected: 'apps/web/chart/templates/_helpers.tpl',
  },
  {
    what: 'Nx sees files that git ignores',
    before: () => ({ '.gitignore': `${read('.gitignore')}gen\n`, '.nxignore': '!gen\n' }),
    edit: () => writeFiles(fixture.root, { 'apps/web/src/gen/page.ts': '1' }),
    expected: 'apps/web/src/gen/page.ts (new)',
  },
  {
    what: 'one task begins to select what another one selects already',
    before: () => {
      const target = { inputs: ['production', '^production'], outputs: ['{workspaceRoot}/dist/b'] };
      const command = { executor: 'nx:run-commands', options: { command: 'true' }, cache: true };
      const web = JSON.parse(read('apps/web/project.json')) as {
        readonly targets: { readonly build: { readonly inputs: readonly unknown[] } };
      };
      const build = {
        ...web.targets.build,
        dependsOn: [{ projects: ['b'], target: 'build' }],
        inputs: [...web.targets.build.inputs, { dependentTasksOutputFiles: '**/*' }],
      };
      const b = {
        name: 'b',
        implicitDependencies: ['a'],
        targets: { build: { ...target, ...command } },
      };
      return {
        'libs/a/project.json': '{"name":"a"}',
        'libs/a/index.ts': '1',
        'libs/b/project.json': JSON.stringify(b),
        'apps/web/project.json': JSON.stringify({ ...web, targets: { build } }),
      };
    },
    edit: () => edit('apps/web/project.json', '"ui"', '"ui","a"'),
    expected: 'apps/web/project.json',
  },
];

describe('a forecast that leaves files unread says the same as one that reads all, where', () => {
  it.each(cases)('$what', async ({ before, edit: change, expected }) => {
    fixture.commit(before());
    change();
    const request = { workspaceRoot: fixture.root, base: 'HEAD' };
    const { releases } = await forecast(request);
    // A part of every task's inputs, so that every file is read.
    named = ['nx.json'];
    const { releases: all } = await forecast(request);
    expect(releases).toEqual(all);
    expect(JSON.stringify(all)).toContain(expected);
  });
});
