import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '@taskora/base/run';
import { startChartRegistry } from '../src/testing/chart-registry.ts';
import { programsFolder } from '../src/testing/fixture-workspace.ts';
import { controllerShape, statefulShape, webShape } from '../src/testing/foreign-charts.ts';
import { createRepository } from '../src/testing/git-repository.ts';
import { foreignEnvironment, fixtureName } from './environment.ts';

/** Nothing else may be in it: it is deleted in the end. */
const namespace = fixtureName;
const packages = resolve(import.meta.dirname, '..', '..', '..', 'node_modules');
const programs = programsFolder();
const kubectlProgram = join(programs, 'kubectl');

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

let root: string;
/** An image whose program waits. */
let waiting: string;
let registry: Awaited<ReturnType<typeof startChartRegistry>>;

async function finish(program: string, args: readonly string[], input?: string) {
  const environment = { ...foreignEnvironment(), XDG_CACHE_HOME: join(root, '.cache') };
  const options = { directory: root, environment, ...(input === undefined ? {} : { input }) };
  const { exitCode, stdout, stderr } = await run(program, args, options);
  return { exitCode, text: stdout + stderr, stdout };
}

const nxProgram = createRequire(join(packages, 'x.js')).resolve('nx/bin/nx');
const nx = (...args: readonly string[]) =>
  finish(process.execPath, [nxProgram, ...args, '--output-style=stream']);

async function succeed(...args: readonly string[]): Promise<string> {
  const { exitCode, text } = await nx(...args);
  assert.equal(exitCode, 0, text);
  return text;
}

async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const given = ['--namespace', namespace, ...args];
  const { exitCode, text, stdout } = await finish(kubectlProgram, given, input);
  assert.equal(exitCode, 0, text);
  return stdout;
}

/** Nothing is pulled: each node of Kubernetes has these images, in its own version. */
async function imageOnNode(name: string): Promise<string> {
  const { stdout } = await run(kubectlProgram, ['get', 'nodes', '--output', 'json']);
  const { items } = JSON.parse(stdout) as {
    items: { status: { images: { names: string[] }[] } }[];
  };
  const names = items.flatMap(({ status }) => status.images.flatMap((image) => image.names));
  const found = names.find((each) => new RegExp(`/${name}:[^/]+$`).test(each));
  assert.ok(found, `the node has an image ${name}`);
  return found;
}

/** A release of a chart of the registry, and its values. */
function release(name: string, chart: string, version: string, repository: string, values = '') {
  return {
    [`vendor/${name}/project.json`]: json({
      name,
      tags: ['deploy:helm'],
      metadata: { helmChart: { name: chart, version, repository } },
    }),
    [`vendor/${name}/values.yaml`]: `image: ${waiting}\n${values}\n`,
  };
}

before(async () => {
  const context = (await run(kubectlProgram, ['config', 'current-context'])).stdout.trim();
  const version = await run(kubectlProgram, ['version', '--output', 'json']);
  const { serverVersion } = JSON.parse(version.stdout) as { serverVersion: { gitVersion: string } };
  const about = {
    plugin: '@taskora/nx-helm',
    options: { namespace, contexts: context, environment: 'test', programsDirectory: programs },
  };
  const workspace = ['plan', 'drift', 'adopt'].map((name) => [
    name,
    { executor: `@taskora/nx-helm:${name}` },
  ]);
  const repository = createRepository({
    '.gitignore': 'node_modules\ndist\n.nx\n.cache\npublished\n',
    'package.json': json({ name: 'acme', private: true }),
    'nx.json': json({ neverConnectToCloud: true, analytics: false, plugins: [about] }),
    'infra/project.json': json({ name: 'infra', targets: Object.fromEntries(workspace) as object }),
    'infra/environments/test.yaml': `nxHelm: { kubeVersion: ${serverVersion.gitVersion.slice(1)}, ignoredManagers: [cainjector] }\n`,
  });
  ({ root } = repository);
  symlinkSync(packages, join(root, 'node_modules'), 'junction');
  registry = await startChartRegistry(join(root, 'published'));
  for (const shape of [webShape(), controllerShape(), statefulShape()]) {
    await registry.publish(shape);
  }
  const { http, oci } = registry;
  waiting = await imageOnNode('pause');
  repository.commit({
    ...release('podlike', 'podlike', '6.1.0', http),
    ...release(
      'certlike',
      'certlike',
      '1.16.0',
      oci,
      `hook: { image: ${await imageOnNode('kube-proxy')} }`,
    ),
    ...release('storelike', 'storelike', '3.0.1', oci, 'existingSecret: login'),
    ...release('found', 'podlike', '6.1.0', oci, 'note: rendered'),
    ...release('legacy', 'podlike', '6.1.0', http, 'note: rendered'),
  });
  await succeed('run-many', '-t', 'helm-lock');
  await finish(kubectlProgram, ['create', 'namespace', namespace]);
});

after(async () => {
  await finish(kubectlProgram, ['delete', 'namespace', namespace, '--ignore-not-found']);
  const outside = [
    ['crd', 'certificates.certlike.example', 'issuers.certlike.example'],
    ['validatingwebhookconfiguration', `${namespace}-certlike`],
  ];
  for (const args of outside)
    await finish(kubectlProgram, ['delete', '--ignore-not-found', ...args]);
  await registry.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('charts of others (C4)', () => {
  const three = ['run-many', '-t', 'helm-deploy', '-p', 'podlike,certlike,storelike'];

  test('are installed as any release, and deployed again do nothing', async () => {
    const first = await succeed(...three);
    for (const name of ['podlike', 'certlike', 'storelike']) {
      assert.match(first, new RegExp(`${name}: installed, revision 1 \\(install\\)`));
    }
    const second = await succeed(...three);
    for (const name of ['podlike', 'certlike', 'storelike']) {
      assert.match(second, new RegExp(`${name}: skipped, unchanged since revision 1`));
    }
  });

  test('do not drift by the authority that a controller writes to their webhook (N6, cert-manager#4838)', async () => {
    const patch = [
      {
        op: 'add',
        path: '/webhooks/0/clientConfig/caBundle',
        value: Buffer.from('ca').toString('base64'),
      },
    ];
    const place = ['validatingwebhookconfiguration', `${namespace}-certlike`];
    const args = ['patch', ...place, '--type=json', '--field-manager=cainjector'];
    await kubectl([...args, '--patch', JSON.stringify(patch)]);
    const twice = [
      await succeed('run', 'certlike:helm-deploy'),
      await succeed('run', 'certlike:helm-deploy'),
    ];
    for (const text of twice) assert.match(text, /certlike: skipped, unchanged/);
    const written = await kubectl([
      'get',
      ...place,
      '--output',
      'jsonpath={.webhooks[0].clientConfig.caBundle}',
    ]);
    assert.equal(Buffer.from(written, 'base64').toString(), 'ca');
  });
});

describe('a release that another program made', () => {
  const rendered = (name: string): string =>
    readFileSync(join(root, `dist/manifests/${name}/install.yaml`), 'utf8');
  const podIds = async (name: string): Promise<string> =>
    kubectl([
      'get',
      'pods',
      '--selector',
      `app.kubernetes.io/instance=${name}`,
      '--output',
      'jsonpath={.items[*].metadata.uid}',
    ]);
  const versions = async (name: string): Promise<string> =>
    kubectl([
      'get',
      `deployment/${name}`,
      `service/${name}`,
      '--output',
      'jsonpath={.items[*].metadata.uid}{.items[*].metadata.generation}{.items[*].metadata.annotations}',
    ]);
  const note = (name: string) =>
    kubectl(['get', 'deployment', name, '--output', 'jsonpath={.metadata.annotations.note}']);

  test('by Argo CD and Skaffold, without Helm, is shown, adopted as it is, then deployed', async () => {
    await succeed('run', 'found:helm-template');
    const theirs = rendered('found').replace('note: "rendered"', 'note: "theirs", extra: "argo"');
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(join(root, '.cache/theirs.yaml'), theirs);
    const apply = ['apply', '--server-side', '--field-manager=argocd-controller'];
    await kubectl([...apply, '--filename', join(root, '.cache/theirs.yaml')]);
    const tracking = 'argocd.argoproj.io/tracking-id=shop:apps/Deployment:x/found';
    await kubectl([
      'annotate',
      'deployment',
      'found',
      tracking,
      '--field-manager=argocd-controller',
    ]);
    await kubectl(['label', 'service', 'found', 'skaffold.dev/run-id=1234']);
    await kubectl(['rollout', 'status', 'deployment/found', '--timeout=120s']);
    const [before, pods] = [await versions('found'), await podIds('found')];

    const refused = await nx('run', 'infra:adopt', '--release=found');
    assert.notEqual(refused.exitCode, 0);
    assert.match(
      refused.text,
      /NXHELM_ADOPT_ACTIVE_OWNER: nothing in this cluster says whether shop is still active.*Do: argocd app set/,
    );
    const asked = await succeed('run', 'infra:adopt', '--release=found', '--takeFrom=argocd');
    assert.match(asked, /found: of 3 objects, 3 are in the cluster already/);
    assert.match(asked, /Deployment found: of the Argo CD application shop/);
    assert.match(asked, /Service found: of a run of Skaffold/);
    assert.match(asked, /- +note: theirs\n.*\+ +note: rendered/s);
    assert.match(asked, /nothing was changed\. Do: npx nx run infra:adopt --release found --apply/);
    assert.equal(await versions('found'), before);

    const adopted = await succeed(
      'run',
      'infra:adopt',
      '--release=found',
      '--takeFrom=argocd',
      '--apply',
    );
    assert.match(adopted, /is a release of Helm as it was found, revision 1/);
    assert.equal(await podIds('found'), pods);
    assert.equal(await note('found'), 'theirs');
    const marks = await kubectl([
      'get',
      'deployment,service',
      '--output',
      'json',
      '--selector',
      'app.kubernetes.io/managed-by=Helm',
    ]);
    assert.doesNotMatch(marks, /tracking-id|skaffold\.dev/);

    assert.match(await succeed('run', 'found:helm-deploy'), /found: upgraded, revision 2/);
    assert.equal(await note('found'), 'rendered');
    assert.equal(await podIds('found'), pods);
    assert.match(
      await succeed('run', 'found:helm-deploy'),
      /found: skipped, unchanged since revision 2/,
    );
    assert.doesNotMatch(await versions('found'), /argo/);
    assert.match(
      await succeed('run', 'infra:adopt', '--release=found'),
      /found: is deployed by this workspace already/,
    );
  });

  test('by Helm, merged by Helm itself as Helm 3 does, is shown and goes on from its revision', async () => {
    const helm = join(programs, 'helm');
    const chart = [
      'podlike',
      '--repo',
      registry.http,
      '--version',
      '6.1.0',
      '--set',
      'note=theirs',
    ];
    const args = [
      'install',
      'legacy',
      ...chart,
      '--set',
      `image=${waiting}`,
      '--namespace',
      namespace,
      '--server-side=false',
      '--wait',
    ];
    const { exitCode, text } = await finish(helm, args);
    assert.equal(exitCode, 0, text);
    const pods = await podIds('legacy');
    const asked = await succeed('run', 'infra:adopt', '--release=legacy', '--apply');
    assert.match(asked, /Deployment legacy: of the Helm release legacy/);
    assert.match(asked, /- +note: theirs\n.*\+ +note: rendered/s);
    assert.match(asked, /is a release of Helm already, so there is nothing to write/);
    assert.match(await succeed('run', 'legacy:helm-deploy'), /legacy: upgraded, revision 2/);
    assert.match(
      await succeed('run', 'legacy:helm-deploy'),
      /legacy: skipped, unchanged since revision 2/,
    );
    assert.equal(await podIds('legacy'), pods);
  });
});
