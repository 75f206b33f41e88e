import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '../../base/settings.ts';
import { readFingerprint } from '../../chart/manifests.ts';
import { startChartRegistry } from '../../testing/chart-registry.ts';
import { chartOptions, configMap, createChartWorkspace } from '../../testing/chart-workspace.ts';
import { controllerShape, statefulShape, webShape } from '../../testing/foreign-charts.ts';
import { writeFiles } from '../../testing/workspace.ts';
import helmLint from '../helm-lint/executor.ts';
import helmTemplate from '../helm-template/executor.ts';
import helmLock from './executor.ts';

// Each test packs charts and renders them, and Helm is a program.
jest.setTimeout(90_000);

let workspace: ReturnType<typeof createChartWorkspace>;
let registry: Awaited<ReturnType<typeof startChartRegistry>>;
beforeEach(async () => {
  workspace = createChartWorkspace();
  const place = join(workspace.root, 'outside');
  registry = await startChartRegistry(join(place, 'published'));
  // Neither this machine's caches nor what its user has logged in to.
  const own = {
    XDG_CACHE_HOME: join(place, 'cache'),
    HELM_CACHE_HOME: join(place, 'helm-cache'),
    HELM_CONFIG_HOME: join(place, 'helm-config'),
  };
  jest.replaceProperty(process, 'env', environmentWith(own));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await registry.stop();
  workspace.remove();
});

const add = (files: Readonly<Record<string, string>>): void => writeFiles(workspace.root, files);
const read = (file: string): string => readFileSync(join(workspace.root, file), 'utf8');
const rendered = (): string => read('dist/manifests/app/install.yaml');
const fingerprint = (): string => readFingerprint(workspace.root, 'app').fingerprint;

const { programsDirectory } = chartOptions;
const lock = (more: object = {}) =>
  workspace.run(helmLock, { chart: 'app/chart', programsDirectory, ...more });
const template = () => workspace.run(helmTemplate, chartOptions);

const chartWith = (...dependencies: readonly string[]): string =>
  `apiVersion: v2\nname: app\nversion: 0.1.0\nicon: file:///icon.svg\ndependencies:\n${dependencies.map((each) => `  - ${each}\n`).join('')}`;
const onWeb = (range = '^6.0.0'): string =>
  `{ name: podlike, version: "${range}", repository: "${registry.http}" }`;
const onStore = (): string =>
  `{ name: storelike, version: 3.0.1, repository: "${registry.oci}", condition: storelike.enabled }`;
const onService = '{ name: service, version: 0.1.0, repository: "file://../../service" }';

const service = {
  'service/Chart.yaml': 'apiVersion: v2\nname: service\nversion: 0.1.0\n',
  'service/templates/service.yaml': configMap('from-service', 'a: b'),
};

describe('a chart with remote dependencies beside local ones', () => {
  beforeEach(async () => {
    await registry.publish(webShape());
    await registry.publish(statefulShape());
    add({
      ...service,
      'app/chart/Chart.yaml': chartWith(onService, onWeb(), onStore()),
      'app/chart/values.yaml': 'replicas: 1\nstorelike: { existingSecret: login }\n',
    });
  });

  it('is locked by version and digest, and rendered with all of them (helm/helm#13151, #9199)', async () => {
    expect(await lock()).toEqual({
      success: true,
      said: expect.stringMatching(
        /app\/chart is locked to podlike-6\.1\.0\.tgz of http:.*\n.*locked to storelike-3\.0\.1\.tgz of oci:/,
      ),
    });
    expect(read('app/chart/charts.sha256')).toMatch(
      /^[0-9a-f]{64} {2}podlike-6\.1\.0\.tgz\n[0-9a-f]{64} {2}storelike-3\.0\.1\.tgz\n$/,
    );
    expect(read('app/chart/Chart.lock')).toContain('version: 6.1.0');
    expect(await template()).toMatchObject({ success: true });
    for (const kind of ['HorizontalPodAutoscaler', 'StatefulSet']) {
      expect(rendered()).toContain(`kind: ${kind}`);
    }
    expect(rendered()).toContain('name: from-service');
  });

  it('leaves no archive in the source tree, and asks no network once it is locked', async () => {
    await lock();
    expect(readdirSync(join(workspace.root, 'app/chart')).toSorted()).toEqual([
      'Chart.lock',
      'Chart.yaml',
      'charts.sha256',
      'templates',
      'values.yaml',
    ]);
    await registry.stop();
    registry.asked.length = 0;
    expect(await template()).toMatchObject({ success: true });
    expect((await workspace.run(helmLint, chartOptions)).said).toBe(
      'app: the chart app/chart has no faults',
    );
    expect(registry.asked).toEqual([]);
  });

  it('is pulled by a machine that has only the lock, to the same fingerprint', async () => {
    await lock();
    await template();
    const first = fingerprint();
    rmSync(join(workspace.root, 'outside/cache'), { recursive: true });
    rmSync(join(workspace.root, 'outside/helm-cache'), { recursive: true });
    expect(await template()).toMatchObject({ success: true });
    expect(fingerprint()).toBe(first);
    expect(registry.asked).toContain('/podlike-6.1.0.tgz');
  });

  it('is refused where somebody has published other bytes under the locked version (C4)', async () => {
    await lock();
    const locked = read('app/chart/charts.sha256');
    rmSync(join(workspace.root, 'outside/cache'), { recursive: true });
    rmSync(join(workspace.root, 'outside/helm-cache'), { recursive: true });
    await registry.publish(webShape('6.1.0', 'replaced'));
    const { success, said } = await template();
    expect(success).toBe(false);
    expect(said).toMatch(
      /^NXHELM_CHART_REPLACED: podlike-6\.1\.0\.tgz of http:\S+ has the digest [0-9a-f]{64} and is locked with [0-9a-f]{64}: .*Do: .*npx nx run app:helm-lock$/,
    );
    // To lock again is how a person agrees.
    expect((await lock()).said).toMatch(/is locked/);
    expect(read('app/chart/charts.sha256')).not.toBe(locked);
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).toContain('replaced');
  });

  it('takes no kept archive whose bytes were changed', async () => {
    await lock();
    const kept = join(workspace.root, 'outside/cache/nx-helm/charts');
    for (const name of readdirSync(kept)) writeFiles(kept, { [name]: 'not the archive' });
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).toContain('kind: StatefulSet');
  });

  it('keeps a locked version until it is told to take the newest', async () => {
    await lock();
    await registry.publish(webShape('6.2.0'));
    expect(await lock()).toMatchObject({ success: true });
    expect(read('app/chart/Chart.lock')).toContain('version: 6.1.0');
    await lock({ update: true });
    expect(read('app/chart/Chart.lock')).toContain('version: 6.2.0');
    expect(read('app/chart/charts.sha256')).toContain('podlike-6.2.0.tgz');
    expect(await template()).toMatchObject({ success: true });
  });

  it('is refused where Chart.yaml asks for what the lock does not have, until it is locked again', async () => {
    await lock();
    await registry.publish(webShape('7.0.0'));
    add({ 'app/chart/Chart.yaml': chartWith(onService, onWeb('^7.0.0'), onStore()) });
    expect((await template()).said).toMatch(
      /^NXHELM_CHART_LOCK_STALE: the lock app\/chart\/Chart\.lock has no podlike \^7\.0\.0 of http.*Do: npx nx run app:helm-lock, and commit what it writes$/,
    );
    await lock();
    expect(await template()).toMatchObject({ success: true });
    expect(read('app/chart/charts.sha256')).not.toContain('podlike-6');
  });

  it('is refused with the command where nothing is locked yet, and nothing is pulled (helm#13151)', async () => {
    expect((await template()).said).toMatch(
      /^NXHELM_DEPENDENCY_MISSING: app\/chart\/Chart\.yaml depends on podlike of http\S+, storelike of oci:\S+, which app\/chart\/charts does not have and no charts\.sha256 locks \(project app\)\. Do: npx nx run app:helm-lock, and commit what it writes$/,
    );
    expect(registry.asked).toEqual([]);
  });

  it('asks no registry without TLS beside one of this machine, until a library has the latter', async () => {
    const elsewhere = '{ name: far, version: 1.0.0, repository: "oci://registry.example/charts" }';
    const [chart, library] = ['app/chart/Chart.yaml', 'service/Chart.yaml'];
    add({ [chart]: chartWith(onService, onStore(), elsewhere) });
    expect((await lock()).said).toMatch(
      /^NXHELM_CHART_PLAIN_HTTP: app\/chart\/Chart\.yaml takes charts from oci:\/\/127\S+, which is asked without TLS, and from oci:\/\/registry\.example\/charts, which must not be; nothing was asked or locked/,
    );
    expect(registry.asked).toEqual([]);
    add({
      [chart]: chartWith(onService, onWeb()),
      [library]: `${service['service/Chart.yaml']}dependencies: [${onStore()}]\n`,
    });
    expect((await lock()).said).toMatch(/storelike-3\.0\.1\.tgz of oci:.*\n.*podlike-6\.1\.0/);
  });

  it('prefers what is locked to a copy that lies in charts', async () => {
    await lock();
    add({
      'app/chart/charts/podlike/Chart.yaml': 'apiVersion: v2\nname: podlike\nversion: 0.0.1\n',
      'app/chart/charts/podlike/templates/old.yaml': configMap('old-copy', 'a: b'),
    });
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).not.toContain('old-copy');
  });

  it('names what a repository does not have, and locks nothing', async () => {
    add({ 'app/chart/Chart.yaml': chartWith(onWeb('^9.0.0')) });
    expect((await lock()).said).toMatch(/^NXHELM_CHART_PULL: .*podlike.*nothing was locked/s);
    expect(readdirSync(join(workspace.root, 'app/chart'))).not.toContain('Chart.lock');
  });

  it('locks what a local library takes, in the folder of the library', async () => {
    add({
      'app/chart/Chart.yaml': chartWith(onService),
      'service/Chart.yaml': `${service['service/Chart.yaml']}dependencies: [${onWeb()}]\n`,
    });
    expect((await lock()).said).toMatch(/^app: service is locked to podlike-6\.1\.0\.tgz of \S+/);
    expect(await template()).toMatchObject({ success: true });
    expect(rendered()).toContain('kind: HorizontalPodAutoscaler');
  });
});

describe('a dependency without a repository (helm#9199)', () => {
  it('is refused with what to add, and not sought in silence', async () => {
    add({
      ...service,
      'app/chart/Chart.yaml': chartWith(onService, '{ name: redis, version: 1.0.0 }'),
    });
    expect((await template()).said).toBe(
      'NXHELM_DEPENDENCY_MISSING: app/chart/Chart.yaml depends on redis without a repository, so it is looked for in app/chart/charts alone, which does not have it (project app). Do: add its repository (https://, oci:// or file://) to app/chart/Chart.yaml, then npx nx run app:helm-lock; or put the chart into app/chart/charts',
    );
  });
});

describe('a project that names a chart of a repository', () => {
  const remoteOf = (name: string, version: string, repository: string) => ({
    chart: 'app',
    remote: { name, version, repository },
  });

  it.each([
    ['http', 'podlike', webShape(), ['Deployment', 'Service', 'HorizontalPodAutoscaler']],
    ['oci', 'podlike', webShape(), ['Deployment', 'Service', 'HorizontalPodAutoscaler']],
    [
      'oci',
      'certlike',
      controllerShape(),
      ['ValidatingWebhookConfiguration', 'CustomResourceDefinition', 'Job'],
    ],
  ] as const)(
    'is locked over %s, linted and rendered: %s',
    async (protocol, name, files, kinds) => {
      await registry.publish(files);
      const version = /^version: (.*)$/m.exec(files['Chart.yaml'] ?? '')?.[1] ?? '';
      const options = remoteOf(name, version, registry[protocol]);
      expect(await workspace.run(helmLock, { ...options, programsDirectory })).toMatchObject({
        success: true,
      });
      expect(read('app/charts.sha256')).toContain(`${name}-${version}.tgz`);
      await registry.stop();
      expect(await workspace.run(helmLint, { ...chartOptions, ...options })).toEqual({
        success: true,
        said: `app: the chart ${name}-${version}.tgz has no faults`,
      });
      expect(await workspace.run(helmTemplate, { ...chartOptions, ...options })).toMatchObject({
        success: true,
      });
      for (const kind of kinds) expect(rendered()).toContain(`kind: ${kind}\n`);
    },
  );

  it('has its own values, and none that the charts of this workspace share', async () => {
    await registry.publish(webShape());
    const options = remoteOf('podlike', '6.1.0', registry.http);
    add({
      'environments/test.yaml':
        'note: shared\nnxHelm: { kubeVersion: 1.34.4, releases: { app: { service: { port: 81 } } } }\n',
      'app/values.yaml': 'service: { port: 80 }\nhpa: { maxReplicas: 7 }\n',
      'app/values-test.yaml': 'hpa: { maxReplicas: 8 }\n',
    });
    await workspace.run(helmLock, { ...options, programsDirectory });
    await workspace.run(helmTemplate, { ...chartOptions, ...options });
    expect(rendered()).toContain('port: 81');
    expect(rendered()).toContain('maxReplicas: 8');
    expect(rendered()).toContain('note: "hello"');
  });

  it('is refused where it is not locked', async () => {
    const options = remoteOf('podlike', '6.1.0', registry.http);
    expect((await workspace.run(helmTemplate, { ...chartOptions, ...options })).said).toMatch(
      /^NXHELM_CHART_UNLOCKED: app\/charts\.sha256 does not exist.*Do: npx nx run app:helm-lock/,
    );
  });

  it('is refused before its first deploy where it draws a password, with what its values may do (argoproj/argo-helm#3958)', async () => {
    await registry.publish(statefulShape());
    const options = remoteOf('storelike', '3.0.1', registry.oci);
    await workspace.run(helmLock, { ...options, programsDirectory });
    const run = () => workspace.run(helmTemplate, { ...chartOptions, ...options });
    expect((await run()).said).toMatch(
      /^NXHELM_RENDER_IMPURE: .* in Secret app \(storelike\/templates\/secret\.yaml\) at stringData\.password .*Do: set the values by which the chart takes a Secret or certificate that is there/,
    );
    add({ 'app/values.yaml': 'existingSecret: login\n' });
    expect(await run()).toMatchObject({ success: true });
  });
});
