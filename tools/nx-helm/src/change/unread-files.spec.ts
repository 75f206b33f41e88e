import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFixture } from '../testing/fixture-workspace.ts';
import type { createRepository } from '../testing/git-repository.ts';
import type { SnapshotState } from './ask-state.ts';
import { askState } from './ask-state.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';

// Each forecast starts Nx twice, on machines that do other things as well.
jest.setTimeout(120_000);

let fixture: ReturnType<typeof createRepository>;
beforeEach(() => {
  fixture = createFixture();
});
afterEach(() => {
  rmSync(fixture.root, { recursive: true, force: true });
});

function edit(path: string, from: string, to: string): void {
  const file = join(fixture.root, path);
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
}

const forecastOf = (): Promise<Forecast> => forecast({ workspaceRoot: fixture.root, base: 'HEAD' });
const verdicts = ({ releases }: Forecast) =>
  Object.fromEntries(releases.map(({ project, verdict }) => [project, verdict]));
const detailsOf = ({ releases }: Forecast, project: string) =>
  releases
    .find((release) => release.project === project)
    ?.changes.flatMap(({ details = [] }) => details);

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

describe('a release none of whose files has changed', () => {
  it('has the inputs that Nx gives it, but its files, which are not read', async () => {
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
    expect(none.map(({ snapshot }) => snapshot.unread)).toEqual([
      expect.stringMatching(/^.{12}$/),
      expect.stringMatching(/^.{12}$/),
    ]);
  });

  it('is read all the same where a plugin of the workspace selects other files', async () => {
    const plugin = (
      input: string,
    ): string => `export const createNodesV2 = ['apps/api/project.json',
      (files) => files.map((file) => [file, { projects: { 'apps/api': { targets: { container: {
        inputs: ['{workspaceRoot}/${input}/**/*'] } } } } }])];\n`;
    const nxJson = JSON.parse(readFileSync(join(fixture.root, 'nx.json'), 'utf8')) as {
      readonly plugins: unknown[];
    };
    nxJson.plugins.push('./tools/inputs.mjs');
    fixture.commit({
      'nx.json': JSON.stringify(nxJson),
      'tools/inputs.mjs': plugin('docs'),
      'docs/page.md': '1',
      'images/base/page.md': '1',
    });
    expect(verdicts(await forecastOf())).toEqual({ api: 'no', web: 'no' });
    edit('tools/inputs.mjs', 'docs', 'images/base');
    const result = await forecastOf();
    expect(verdicts(result)).toEqual({ api: 'may', web: 'no' });
    expect(detailsOf(result, 'api')).toContain('docs/page.md (removed)');
  });

  it('is read where which files belong to the workspace changes', async () => {
    fixture.commit({ 'charts/lib/values.yaml': 'a: 1\n' });
    writeFileSync(join(fixture.root, 'charts/.gitignore'), 'lib/values.yaml\n');
    expect(detailsOf(await forecastOf(), 'api')).toContain('charts/lib/values.yaml (removed)');
  });

  it('does not count as one because git was asked to overlook a file', async () => {
    fixture.git('update-index', '--assume-unchanged', 'apps/web/src/page.ts');
    edit('apps/web/src/page.ts', '1', '2');
    expect(verdicts(await forecastOf())).toEqual({ api: 'no', web: 'may' });
  });
});
