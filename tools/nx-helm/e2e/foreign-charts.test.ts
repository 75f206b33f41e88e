import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChartRegistry } from '../src/testing/chart-registry.ts';
import { programsFolder } from '../src/testing/fixture-workspace.ts';
import { controllerShape, statefulShape, webShape } from '../src/testing/foreign-charts.ts';
import { fixtureName } from './environment.ts';
import type { Stage } from './stage.ts';
import { createStage, imageOnNode, json } from './stage.ts';

const namespace = fixtureName;

let stage: Stage;
/** An image whose program waits. */
let waiting: string;
let registry: Awaited<ReturnType<typeof startChartRegistry>>;

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
  stage = await createStage(namespace, {}, { ignoredManagers: ['cainjector'] });
  registry = await startChartRegistry(join(stage.root, '.cache', 'published'));
  for (const shape of [webShape(), controllerShape(), statefulShape()]) {
    await registry.publish(shape);
  }
  const { http, oci } = registry;
  waiting = await imageOnNode('pause');
  stage.commit({
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
  await stage.succeed('run-many', '-t', 'helm-lock');
});

after(async () => {
  const outside = [
    ['validatingwebhookconfiguration', `${namespace}-certlike`],
    ['crd', 'certificates.certlike.example', 'issuers.certlike.example'],
  ];
  for (const args of outside) await stage.kubectl(['delete', '--ignore-not-found', ...args]);
  await registry.stop();
  await stage.remove();
});

describe('charts of others (C4)', () => {
  const three = ['run-many', '-t', 'helm-deploy', '-p', 'podlike,certlike,storelike'];

  test('are installed as any release, and deployed again do nothing', async () => {
    const first = await stage.succeed(...three);
    for (const name of ['podlike', 'certlike', 'storelike']) {
      assert.match(first, new RegExp(`${name}: installed, revision 1 \\(install\\)`));
    }
    const second = await stage.succeed(...three);
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
    await stage.kubectl([...args, '--patch', JSON.stringify(patch)]);
    const twice = [
      await stage.succeed('run', 'certlike:helm-deploy'),
      await stage.succeed('run', 'certlike:helm-deploy'),
    ];
    for (const text of twice) assert.match(text, /certlike: skipped, unchanged/);
    const written = await stage.kubectl([
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
    readFileSync(join(stage.root, `dist/manifests/${name}/install.yaml`), 'utf8');
  const podIds = async (name: string): Promise<string> =>
    stage.kubectl([
      'get',
      'pods',
      '--selector',
      `app.kubernetes.io/instance=${name}`,
      '--output',
      'jsonpath={.items[*].metadata.uid}',
    ]);
  const versions = async (name: string): Promise<string> =>
    stage.kubectl([
      'get',
      `deployment/${name}`,
      `service/${name}`,
      '--output',
      'jsonpath={.items[*].metadata.uid}{.items[*].metadata.generation}{.items[*].metadata.annotations}',
    ]);
  const note = (name: string) =>
    stage.kubectl(['get', 'deployment', name, '--output', 'jsonpath={.metadata.annotations.note}']);

  test('by Argo CD and Skaffold, without Helm, is shown, adopted as it is, then deployed', async () => {
    await stage.succeed('run', 'found:helm-template');
    const theirs = rendered('found').replace('note: "rendered"', 'note: "theirs", extra: "argo"');
    writeFileSync(join(stage.root, '.cache/theirs.yaml'), theirs);
    const apply = ['apply', '--server-side', '--field-manager=argocd-controller'];
    await stage.kubectl([...apply, '--filename', join(stage.root, '.cache/theirs.yaml')]);
    const tracking = 'argocd.argoproj.io/tracking-id=shop:apps/Deployment:x/found';
    await stage.kubectl([
      'annotate',
      'deployment',
      'found',
      tracking,
      '--field-manager=argocd-controller',
    ]);
    await stage.kubectl(['label', 'service', 'found', 'skaffold.dev/run-id=1234']);
    await stage.kubectl(['rollout', 'status', 'deployment/found', '--timeout=120s']);
    const [before, pods] = [await versions('found'), await podIds('found')];

    const refused = await stage.nx('run', 'infra:adopt', '--release=found');
    assert.notEqual(refused.exitCode, 0);
    assert.match(
      refused.text,
      /NXHELM_ADOPT_ACTIVE_OWNER: nothing in this cluster says whether shop is still active.*Do: argocd app set/,
    );
    const asked = await stage.succeed('run', 'infra:adopt', '--release=found', '--takeFrom=argocd');
    assert.match(asked, /found: of 3 objects, 3 are in the cluster already/);
    assert.match(asked, /Deployment found: of the Argo CD application shop/);
    assert.match(asked, /Service found: of a run of Skaffold/);
    assert.match(asked, /- +note: theirs\n.*\+ +note: rendered/s);
    assert.match(asked, /nothing was changed\. Do: npx nx run infra:adopt --release found --apply/);
    assert.equal(await versions('found'), before);

    const adopted = await stage.succeed(
      'run',
      'infra:adopt',
      '--release=found',
      '--takeFrom=argocd',
      '--apply',
    );
    assert.match(adopted, /is a release of Helm as it was found, revision 1/);
    assert.equal(await podIds('found'), pods);
    assert.equal(await note('found'), 'theirs');
    const marks = await stage.kubectl([
      'get',
      'deployment,service',
      '--output',
      'json',
      '--selector',
      'app.kubernetes.io/managed-by=Helm',
    ]);
    assert.doesNotMatch(marks, /tracking-id|skaffold\.dev/);

    assert.match(await stage.succeed('run', 'found:helm-deploy'), /found: upgraded, revision 2/);
    assert.equal(await note('found'), 'rendered');
    assert.equal(await podIds('found'), pods);
    assert.match(
      await stage.succeed('run', 'found:helm-deploy'),
      /found: skipped, unchanged since revision 2/,
    );
    assert.doesNotMatch(await versions('found'), /argo/);
    assert.match(
      await stage.succeed('run', 'infra:adopt', '--release=found'),
      /found: is deployed by this workspace already/,
    );
  });

  test('by Helm, merged by Helm itself as Helm 3 does, is shown and goes on from its revision', async () => {
    const helm = join(programsFolder(), 'helm');
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
    await stage.must(helm, args);
    const pods = await podIds('legacy');
    const asked = await stage.succeed('run', 'infra:adopt', '--release=legacy', '--apply');
    assert.match(asked, /Deployment legacy: of the Helm release legacy/);
    assert.match(asked, /- +note: theirs\n.*\+ +note: rendered/s);
    assert.match(asked, /is a release of Helm already, so there is nothing to write/);
    assert.match(await stage.succeed('run', 'legacy:helm-deploy'), /legacy: upgraded, revision 2/);
    assert.match(
      await stage.succeed('run', 'legacy:helm-deploy'),
      /legacy: skipped, unchanged since revision 2/,
    );
    assert.equal(await podIds('legacy'), pods);
  });
});
