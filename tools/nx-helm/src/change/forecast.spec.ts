import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFixture } from '../testing/fixture-workspace.ts';
import type { createRepository } from '../testing/git-repository.ts';
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

function edit(path: string, from: string | RegExp, to: string): void {
  const file = join(fixture.root, path);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

const forecastOf = (base = 'HEAD', head?: string): Promise<Forecast> =>
  forecast({ workspaceRoot: fixture.root, base, ...(head === undefined ? {} : { head }) });

const verdicts = ({ releases }: Forecast) =>
  Object.fromEntries(releases.map(({ project, verdict }) => [project, verdict]));
const changesOf = ({ releases }: Forecast, project: string) =>
  releases.find((release) => release.project === project)?.changes;

describe('a forecast of a release that the environment leaves out (K5)', () => {
  const leaveOut = () =>
    edit('environments/test.yaml', 'api: { replicas: 1 }', 'api: { replicas: 1 }\n    web: false');

  it('rolls nothing, whatever changes, and says who leaves it out', async () => {
    leaveOut();
    edit('apps/web/chart/values.yaml', 'quiet', 'loud');
    const { releases } = await forecastOf();
    expect(releases.map(({ project, verdict }) => [project, verdict])).toEqual([
      ['api', 'no'],
      ['web', 'no'],
    ]);
    const sentence =
      'test leaves web out (environments/test.yaml, nxHelm.releases.web: false); where it is installed it stays: npx nx run web:helm-uninstall -c test';
    expect(releases[1]).toMatchObject({ presence: 'left-out', because: sentence, diff: [] });
  });

  it('is new once it is not left out any more', async () => {
    leaveOut();
    fixture.git('commit', '--all', '--quiet', '--message', 'without web');
    edit('apps/api/chart/values.yaml', 'quiet', 'loud');
    const { releases } = await forecastOf();
    expect(releases.map(({ project, verdict }) => [project, verdict])).toEqual([
      ['api', 'rolls'],
      ['web', 'no'],
    ]);
    expect(releases[1]?.because).not.toContain('helm-uninstall');
    edit('environments/test.yaml', '\n    web: false', '');
    const { releases: again } = await forecastOf();
    expect(again[1]).toMatchObject({ project: 'web', presence: 'new', verdict: 'rolls' });
  });
});

describe('a forecast of real commits (N3)', () => {
  it('renders only what the change concerns, and asks the machine once for all', async () => {
    const asked = join(fixture.root, 'asked.txt');
    const target = { cache: true, inputs: ['default', { runtime: `echo x >> ${asked}` }] };
    edit('nx.json', '{', `{ "targetDefaults": { "helm-template": ${JSON.stringify(target)} },`);
    fixture.git('commit', '--all', '--quiet', '--message', 'a question for the machine');
    edit('apps/api/chart/values.yaml', 'quiet', 'loud');
    const lines: string[] = [];
    const request = { workspaceRoot: fixture.root, base: 'HEAD' };
    const result = await forecast({ ...request, onProgress: (line) => void lines.push(line) });
    expect(verdicts(result)).toEqual({ api: 'rolls', web: 'no' });
    const rendered = lines.filter((line) => line.includes('rendered'));
    expect(rendered).toEqual([
      expect.stringMatching(/^(?:base|head): 1 of 2 releases rendered in /),
      expect.stringMatching(/^(?:base|head): 1 of 2 releases rendered in /),
    ]);
    // Once at each commit.
    expect(readFileSync(asked, 'utf8')).toBe('x\nx\n');
  });

  it('says no for what no release is made from, and leaves nothing behind', async () => {
    const before = readdirSync(fixture.root).toSorted();
    edit('README.md', 'A workspace', 'The workspace');
    edit('apps/api/chart/README.md', 'A chart', 'The chart');
    edit('apps/web/src/page.spec.ts', '1', '2');
    edit('libs/ui/src/button.spec.ts', '1', '2');
    edit('environments/other.yaml', '1.34.4', '1.34.5');
    edit('charts/lib/templates/_deployment.tpl', '{{- end -}}', '{{- /* new */ -}}{{- end -}}');
    const result = await forecastOf();
    // The library chart is a project that web depends on, so Nx builds web once more.
    expect(verdicts(result)).toEqual({ api: 'no', web: 'may' });
    expect(changesOf(result, 'web')).toEqual([
      { kind: 'chart', name: 'chart-lib', details: ['charts/lib/templates/_deployment.tpl'] },
    ]);
    expect(readdirSync(fixture.root).toSorted()).toEqual(before);
    expect(fixture.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(
      readdirSync(tmpdir()).filter(
        (name) => name.includes(`-${process.pid}-`) && name.startsWith('nx-helm-'),
      ),
    ).toEqual([]);
  });

  it('says may for what builds read, with the files and packages as the reason', async () => {
    edit('libs/ui/src/button.ts', '1', '2');
    edit('images/base/Dockerfile', 'FROM', '# why\nFROM');
    edit('apps/api/requirements.lock', '0.165.0', '0.166.0');
    edit('package-lock.json', /("node_modules\/leaf": \{\s+"version": )"1.0.0"/, '$1"1.0.1"');
    renameSync(
      join(fixture.root, 'apps/web/src/page.ts'),
      join(fixture.root, 'apps/web/src/index.ts'),
    );
    const result = await forecastOf();
    expect(verdicts(result)).toEqual({ api: 'may', web: 'may' });
    expect(changesOf(result, 'api')).toEqual([
      { kind: 'package', name: 'fastapi', details: ['fastapi 0.165.0 -> 0.166.0'] },
    ]);
    expect(changesOf(result, 'web')).toEqual([
      { kind: 'source', name: 'web', details: ['apps/web/src/page.ts -> apps/web/src/index.ts'] },
      { kind: 'lib', name: 'ui', details: ['libs/ui/src/button.ts'] },
      { kind: 'package', name: 'leaf', details: ['leaf 1.0.0 -> 1.0.1'] },
      { kind: 'base-image', name: 'image-base', details: ['images/base/Dockerfile'] },
    ]);
  });

  it('says rolls where manifests differ at equal images, and which pods restart', async () => {
    edit('environments/test.yaml', 'replicas: 1', 'replicas: 2');
    edit('apps/web/chart/values.yaml', 'quiet', 'loud');
    const { releases } = await forecastOf();
    expect(releases).toEqual([
      expect.objectContaining({
        project: 'api',
        verdict: 'rolls',
        podsRestart: [],
        changes: [{ kind: 'values', name: 'environments/test.yaml', details: ['replicas'] }],
      }),
      expect.objectContaining({
        project: 'web',
        verdict: 'rolls',
        podsRestart: ['Deployment/web'],
        changes: [{ kind: 'chart', name: 'web', details: ['apps/web/chart/values.yaml'] }],
      }),
    ]);
    expect(releases[0]?.diff[0]?.lines).toEqual(
      expect.arrayContaining(['-  replicas: 1', '+  replicas: 2']),
    );
  });

  it('says rolls where a text of the environment becomes what it looks like', async () => {
    edit('environments/test.yaml', 'nxHelm:', 'mode: "on"\nnxHelm:');
    const quoted = fixture.commit({});
    edit('environments/test.yaml', '"on"', 'on');
    expect(verdicts(await forecastOf(quoted))).toEqual({ api: 'rolls', web: 'rolls' });
  });

  it('names a library chart that is no project itself, and not the project around it', async () => {
    rmSync(join(fixture.root, 'charts/lib/project.json'));
    fixture.commit({ 'charts/project.json': '{ "name": "infra" }' });
    edit('charts/lib/templates/_deployment.tpl', 'replicas:', 'paused: false\n  replicas:');
    expect(changesOf(await forecastOf(), 'api')).toEqual([
      { kind: 'chart', name: 'lib', details: ['charts/lib/templates/_deployment.tpl'] },
    ]);
  });

  it('lists a change of the environments by their values, and of no source', async () => {
    writeFileSync(
      join(fixture.root, 'environments/third.yaml'),
      'nxHelm: { kubeVersion: 1.34.4 }\n',
    );
    const added = await forecastOf();
    expect(verdicts(added)).toEqual({ api: 'no', web: 'no' });
    expect(changesOf(added, 'api')).toEqual([]);
    edit('environments/other.yaml', '}', '}\nmode: loud');
    edit('nx.json', '"environment": "test"', '"environment": "other"');
    const other = await forecastOf();
    expect(verdicts(other)).toEqual({ api: 'rolls', web: 'rolls' });
    const kinds = changesOf(other, 'api')?.map(({ kind, name }) => `${kind} ${name}`);
    expect(kinds).toContain('values environments/other.yaml');
    expect(kinds).not.toContain('source api');
  });

  it('says rolls where an environment gets a registry, because pods run images of another name', async () => {
    edit(
      'environments/test.yaml',
      'kubeVersion: 1.34.4',
      'kubeVersion: 1.34.4\n  registry: localhost:41200/team',
    );
    const result = await forecastOf();
    expect(verdicts(result)).toEqual({ api: 'rolls', web: 'rolls' });
    expect(changesOf(result, 'api')?.[0]?.details).toContain('nxHelm.registry.host (new)');
  });

  it('compares two commits whatever the working tree is, and knows new and removed releases', async () => {
    const project = readFileSync(join(fixture.root, 'apps/api/project.json'), 'utf8');
    const second = fixture.commit({
      'apps/api/project.json': '{ "name": "api" }',
      'apps/new/project.json': project.replace('"api"', '"new"'),
      'apps/new/chart/Chart.yaml': 'name: new\nversion: 0.1.0\n',
      'apps/new/chart/templates/a.yaml': 'kind: ConfigMap\nmetadata: { name: new }\n',
    });
    edit('apps/web/chart/values.yaml', 'quiet', 'loud');
    const result = await forecastOf(fixture.first, second);
    expect(result).toMatchObject({ base: fixture.first, head: second, isDirty: false });
    expect(
      result.releases.map(({ project: name, presence, verdict }) => [name, presence, verdict]),
    ).toEqual([
      ['api', 'removed', 'no'],
      ['new', 'new', 'rolls'],
      ['web', 'both', 'no'],
    ]);
  });

  it('of a chart that is broken now names it, and still forecasts the others', async () => {
    edit('apps/web/chart/templates/objects.yaml', 'include', 'inclde');
    edit('apps/api/chart/values.yaml', 'quiet', 'loud');
    const { releases } = await forecastOf();
    expect(releases.map(({ project, verdict }) => [project, verdict])).toEqual([
      ['api', 'rolls'],
      ['web', 'may'],
    ]);
    expect(releases[1]?.failure).toMatch(/NXHELM_RENDER_FAILED.*inclde/s);
  });

  it('of a workspace that Nx cannot read is one clear error, which says at which commit', async () => {
    const file = join(fixture.root, 'apps/web/project.json');
    writeFileSync(file, '{ broken');
    await expect(forecastOf()).rejects.toThrow(/NXHELM_FORECAST_GRAPH: at the head: /);
    expect(existsSync(file)).toBe(true);
    // The other commit was still being read when this one failed.
    expect(fixture.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('without a base to compare with says how to name one', async () => {
    const asked = forecast({ workspaceRoot: fixture.root, defaultBase: 'trunk' });
    await expect(asked).rejects.toThrow(/NXHELM_BASE_UNKNOWN: .*origin\/trunk.* --base/);
  });

  it('is of a workspace below the root of its repository, too', async () => {
    const inner = join(fixture.root, 'inner');
    mkdirSync(inner);
    for (const name of readdirSync(fixture.root)) {
      if (!['.git', 'inner'].includes(name))
        renameSync(join(fixture.root, name), join(inner, name));
    }
    fixture.commit({ 'outside.txt': '' });
    writeFileSync(join(inner, 'apps/api/src/main.py'), 'print(2)\n');
    expect(verdicts(await forecast({ workspaceRoot: inner, base: 'HEAD' }))).toEqual({
      api: 'may',
      web: 'no',
    });
  });
});
