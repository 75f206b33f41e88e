import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { readFingerprint } from '../../chart/manifests.ts';
import { chartOptions, configMap, createChartWorkspace } from '../../testing/chart-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';
import helmTemplate from './executor.ts';

// Helm starts four times for each render.
jest.setTimeout(60_000);

let workspace: ReturnType<typeof createChartWorkspace>;
beforeEach(() => {
  workspace = createChartWorkspace();
});
afterEach(() => workspace.remove());

const template = () => workspace.run(helmTemplate, chartOptions);
const rendered = (form = 'install'): string =>
  readFileSync(join(workspace.root, `dist/manifests/app/${form}.yaml`), 'utf8');
const add = (files: Readonly<Record<string, string>>): void => writeFiles(workspace.root, files);

const hook = (events: string): string => `  annotations: { helm.sh/hook: "${events}" }\n`;

describe('the purity of a render', () => {
  it.each(['test', 'test-success', 'test,test-failure'])(
    'is not that of its tests (%s), which run when they are asked for: one render is as the next',
    async (events) => {
      add({
        'app/chart/templates/tests/grpc.yaml': configMap(
          'grpc-{{ randAlphaNum 5 | lower }}',
          'now: {{ now | quote }}',
          hook(events),
        ),
      });
      expect(await template()).toMatchObject({ success: true });
      const first = [rendered(), rendered('upgrade'), readFingerprint(workspace.root, 'app')];
      expect(await template()).toMatchObject({ success: true });
      expect([rendered(), rendered('upgrade'), readFingerprint(workspace.root, 'app')]).toEqual(
        first,
      );
      expect(rendered()).toContain('name: settings');
    },
  );

  it('lets a test that is the same in each render count as before', async () => {
    const file = 'app/chart/templates/tests/a.yaml';
    add({ [file]: configMap('a', 'one: "1"', hook('test')) });
    await template();
    const { fingerprint } = readFingerprint(workspace.root, 'app');
    add({ [file]: configMap('a', 'one: "2"', hook('test')) });
    await template();
    expect(readFingerprint(workspace.root, 'app').fingerprint).not.toBe(fingerprint);
  });

  it('is refused by object, template and field, and a password is not printed', async () => {
    add({
      'app/chart/templates/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: login }\nstringData:\n  password: {{ randAlphaNum 12 | quote }}\n  user: me\n',
    });
    const { success, said } = await template();
    expect(success).toBe(false);
    expect(said).toBe(
      'NXHELM_RENDER_IMPURE: two renders of the chart differ, so it would roll in each run, in Secret login (app/templates/secret.yaml) at stringData.password (project app). Do: remove rand*, gen*, uuidv4 and now from app/templates/secret.yaml; make secrets outside the chart',
    );
  });

  it.each(['genCA "authority" 365', 'genSelfSignedCert "app" nil nil 365'])(
    'is refused for a certificate of each render: %s (helm-charts#427, argo-helm#3958)',
    async (call) => {
      add({
        'app/chart/templates/tls.yaml': `{{ $pair := ${call} }}\napiVersion: v1\nkind: Secret\nmetadata: { name: tls }\ndata: { tls.crt: {{ b64enc $pair.Cert }} }\n`,
      });
      expect(await template()).toEqual({
        success: false,
        said: expect.stringMatching(
          /^NXHELM_RENDER_IMPURE: .* in Secret tls \(app\/templates\/tls\.yaml\) at data\./,
        ),
      });
    },
  );

  it('is refused for any other hook, which is named as one', async () => {
    add({
      'app/chart/templates/job.yaml': configMap(
        'migrate-{{ uuidv4 }}',
        'a: b',
        hook('pre-install,pre-upgrade'),
      ),
    });
    expect((await template()).said).toMatch(
      /in the pre-install,pre-upgrade hook ConfigMap migrate-\S+ \(app\/templates\/job\.yaml\) at metadata\.name \(project app\)/,
    );
  });

  it('is asked for in the upgrade form too', async () => {
    add({
      'app/chart/templates/late.yaml': `{{ if .Release.IsUpgrade }}${configMap('late', 'a: {{ uuidv4 }}')}{{ end }}`,
    });
    expect((await template()).said).toMatch(/^NXHELM_RENDER_IMPURE.*ConfigMap late .*at data\.a/);
  });
});

describe('a chart whose condition turns all templates off in one environment (skaffold#9377)', () => {
  it('is refused in that environment, and rendered in others', async () => {
    add({
      'environments/ci.yaml':
        'nxHelm: { kubeVersion: 1.34.4, releases: { app: { enabled: false } } }\n',
      'app/chart/values.yaml': 'enabled: true\n',
      ...Object.fromEntries(
        readdirSync(join(workspace.root, 'app/chart/templates')).map((name) => [
          `app/chart/templates/${name}`,
          `{{ if .Values.enabled }}\n${configMap(name.replace(/\W/g, '-'), 'a: b')}{{ end }}\n`,
        ]),
      ),
    });
    expect(await template()).toMatchObject({ success: true });
    const inCi = await workspace.run(helmTemplate, { ...chartOptions, environment: 'ci' });
    expect(inCi).toEqual({
      success: false,
      said: expect.stringMatching(/^NXHELM_RENDER_EMPTY: .*\(project app\)\. Do: check /),
    });
  });
});

describe('a rendered manifest', () => {
  it('that has a key twice is refused with its template, the key and the lines', async () => {
    add({ 'app/chart/templates/twice.yaml': configMap('twice', 'a: "1"\n  a: "2"') });
    expect(await template()).toEqual({
      success: false,
      said: expect.stringMatching(
        /^NXHELM_MANIFEST_UNREADABLE: the manifest of app\/templates\/twice\.yaml cannot be read as YAML: the key "data\.a" is a duplicate, first in line \d+ \(line \d+\) \(project app\)\. Do: correct app\/templates\/twice\.yaml, then npx nx run app:helm-template$/,
      ),
    });
  });

  it('may be written as JSON', async () => {
    add({
      'app/chart/templates/map.yaml':
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{}}\n',
    });
    expect(await template()).toMatchObject({ success: true });
  });
});

describe('values that have a key twice', () => {
  it('are refused with their file, the key and the lines', async () => {
    add({ 'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\na: { b: 1, b: 2 }\n' });
    expect((await template()).said).toBe(
      'NXHELM_VALUES_UNREADABLE: environments/test.yaml cannot be read as YAML values: the key "a.b" is a duplicate, first in line 2 (line 2) (project app). Do: correct environments/test.yaml',
    );
  });
});

describe('a chart with dependencies', () => {
  const local = 'apiVersion: v2\nname: common\nversion: 1.0.0\n';
  const chart = (dependencies: string): string =>
    `apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies:\n${dependencies}`;
  const onCommon = '  - { name: common, version: 1.0.0, repository: "file://../../common" }\n';
  const onRedis = '  - { name: redis, version: 2.0.0, repository: "https://charts.example" }\n';

  beforeEach(() => {
    add({
      'common/Chart.yaml': local,
      'common/templates/common.yaml': configMap('from-common', 'a: b'),
      'app/chart/Chart.yaml': chart(onCommon + onRedis),
    });
  });

  const redis = {
    'redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 2.0.0\n',
    'redis/templates/redis.yaml': configMap('from-redis', 'a: b'),
  };
  const below = (folder: string) =>
    Object.fromEntries(Object.entries(redis).map(([path, text]) => [`${folder}/${path}`, text]));

  it.each(['folder', 'archive'])(
    'renders a local one beside a %s that is vendored',
    async (form) => {
      if (form === 'folder') add(below('app/chart/charts'));
      else {
        add(below('packed'));
        add({ 'app/chart/charts/.keep': '' });
        const helm = join(chartOptions.programsDirectory, 'helm');
        const to = join(workspace.root, 'app/chart/charts');
        const packed = await run(helm, ['package', join(workspace.root, 'packed/redis'), '-d', to]);
        expect(packed.exitCode).toBe(0);
      }
      expect(await template()).toMatchObject({ success: true });
      for (const name of ['settings', 'from-common', 'from-redis']) {
        expect(rendered()).toContain(`name: ${name}\n`);
      }
    },
  );

  it('takes the local one from its folder, not a copy that Helm left', async () => {
    add({
      ...below('app/chart/charts'),
      'app/chart/charts/common/Chart.yaml': local,
      'app/chart/charts/common/templates/old.yaml': configMap('old-copy', 'a: b'),
      'app/chart/charts/common-1.0.0.tgz': 'an archive that nothing may open',
    });
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).not.toContain('old-copy');
  });

  it('names the one that is neither vendored nor locked, and the command that locks it', async () => {
    expect((await template()).said).toBe(
      'NXHELM_DEPENDENCY_MISSING: app/chart/Chart.yaml depends on redis of https://charts.example, which app/chart/charts does not have and no charts.sha256 locks (project app). Do: npx nx run app:helm-lock, and commit what it writes',
    );
  });

  it('renders what lies in charts and Chart.yaml does not name, as Helm does', async () => {
    add({ ...below('app/chart/charts'), 'app/chart/Chart.yaml': chart(onCommon) });
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).toContain('name: from-redis\n');
  });
});

describe('a chart with symbolic links', () => {
  beforeEach(() => {
    add({ 'shared/map.yaml': configMap('shared', 'a: "1"'), 'shared/files/x.txt': 'x' });
  });

  it('is staged with what they lead to, for others than this machine', async () => {
    workspace.link('app/chart/templates/shared.yaml', 'shared/map.yaml');
    workspace.link('app/chart/files', 'shared/files');
    add({
      'app/chart/templates/files.yaml': configMap('files', 'x: {{ .Files.Get "files/x.txt" }}'),
    });
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).toContain('name: shared\n');
    expect(rendered()).toContain('x: x\n');
    writeFileSync(join(workspace.root, 'shared/map.yaml'), 'changed');
    const staged = join(workspace.root, 'dist/charts/app/templates/shared.yaml');
    expect(readFileSync(staged, 'utf8')).toContain('a: "1"');
  });

  it('is refused where one leads to nothing, unless an editor left it', async () => {
    workspace.link('app/chart/templates/.#map.yaml', 'nobody@nowhere');
    expect(await template()).toMatchObject({ success: true });
    workspace.link('app/chart/templates/gone.yaml', 'shared/gone.yaml');
    expect((await template()).said).toMatch(
      /^NXHELM_LINK_UNUSABLE: the symbolic link app\/chart\/templates\/gone\.yaml leads to nothing/,
    );
  });
});
