import { strict as assert } from 'node:assert';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '@taskora/base/run';
import { programsFolder } from '../src/testing/fixture-workspace.ts';
import { unpackBusybox } from './debian-programs.ts';
import { fixtureName } from './environment.ts';
import { releaseFiles } from './owners/releases.ts';
import type { Skaffold } from './owners/skaffold/skaffold.ts';
import { provideSkaffold } from './owners/skaffold/skaffold.ts';
import { rawConfiguration, webFiles, webImage } from './owners/skaffold/workspace.ts';
import { podOf, written } from './owners/views.ts';
import type { Stage } from './stage.ts';
import { createStage } from './stage.ts';

let stage: Stage;
let skaffold: Skaffold;
/** The image that the project builds, which Skaffold is given as well. */
let reference: string | undefined;

before(async () => {
  const namespace = `${fixtureName}-skaffold`;
  const files = { ...webFiles(namespace), ...(await releaseFiles('cart')) };
  stage = await createStage(namespace, files);
  skaffold = await provideSkaffold(stage);
  const busybox = await unpackBusybox(join(stage.root, '.cache', 'busybox'));
  copyFileSync(busybox, join(stage.root, 'services/web/busybox'));
});

after(async () => {
  await stage.remove();
  if (reference === undefined) return;
  await run(join(programsFolder(), 'minikube'), ['image', 'rm', reference]);
  await run('podman', ['image', 'rm', reference]);
});

const metadataOf = (object: string): Promise<string> =>
  stage.kubectl(['get', object, '--output', 'jsonpath={.metadata}']);

describe('a release of Skaffold and Helm 3 (K10)', () => {
  test('has its projects from the skaffold.yaml, which stays as it is', async () => {
    const text = readFileSync(join(stage.root, 'skaffold.yaml'), 'utf8');
    const said = await stage.generate('@taskora/nx-helm:import', 'skaffold.yaml');
    assert.match(said, /release web: project web in services\/web/);
    assert.doesNotMatch(said, /Not taken over/);
    assert.equal(readFileSync(join(stage.root, 'skaffold.yaml'), 'utf8'), text);
    stage.commit({});
    await stage.succeed('run', 'web:image-load');
    reference = readFileSync(join(stage.root, 'dist/images/web/reference'), 'utf8').trim();
  });

  test('is read as a release of Helm, and goes on; the pods are replaced once, as was said', async () => {
    assert.ok(reference);
    await skaffold.deploy('skaffold.yaml', { [webImage]: reference });
    const pod = await podOf(stage, 'web');
    assert.match(await metadataOf('deployment/web'), /"skaffold\.dev\/run-id"/);
    const before = await written(stage);
    const asked = await stage.succeed('run', 'infra:adopt', '--release=web', '--apply');
    assert.match(asked, /Deployment web: of the Helm release web/);
    assert.match(asked, /- +skaffold\.dev\/run-id: /);
    assert.match(asked, /is a release of Helm already, so there is nothing to write/);
    // Skaffold writes each run to the pods, too.
    assert.match(asked, /Pods that would be replaced: Deployment\/web/);
    assert.match(await stage.succeed('run', 'infra:drift'), /web +release +revision 1 was made/);
    assert.equal(await written(stage), before);

    assert.match(await stage.succeed('run', 'web:helm-deploy'), /web: \w+, revision 2/);
    const own = await podOf(stage, 'web');
    assert.notEqual(own, pod);
    assert.doesNotMatch(await metadataOf('deployment/web'), /skaffold\.dev/);
    const again = await stage.succeed('run', 'web:helm-deploy');
    assert.match(again, /web: skipped, unchanged since revision 2/);
    assert.equal(await podOf(stage, 'web'), own);
    assert.match(await stage.succeed('run', 'infra:drift'), /web +- +none/);
  });
});

describe('objects that Skaffold applied by kubectl', () => {
  test('are adopted as they are, and deployed without a new pod', async () => {
    const place = ['--namespace', stage.namespace, '--no-hooks'];
    const template = ['template', 'cart', 'apps/cart/chart', ...place];
    const rendered = await stage.must(skaffold.helm, template);
    writeFileSync(join(stage.root, 'cart.yaml'), rendered);
    writeFileSync(join(stage.root, 'skaffold-cart.yaml'), rawConfiguration);
    await skaffold.deploy('skaffold-cart.yaml');
    const pod = await podOf(stage, 'cart');
    const asked = await stage.succeed('run', 'infra:adopt', '--release=cart');
    assert.match(asked, /cart: of 2 objects, 2 are in the cluster already/);
    for (const object of ['Deployment', 'Service']) {
      assert.match(asked, new RegExp(`${object} cart: of a run of Skaffold`));
    }
    const adopted = await stage.succeed('run', 'infra:adopt', '--release=cart', '--apply');
    assert.match(adopted, /is a release of Helm as it was found, revision 1/);
    assert.equal(await podOf(stage, 'cart'), pod);
    assert.match(await stage.succeed('run', 'cart:helm-deploy'), /cart: \w+, revision 2/);
    assert.match(
      await stage.succeed('run', 'cart:helm-deploy'),
      /cart: skipped, unchanged since revision 2/,
    );
    assert.doesNotMatch(await metadataOf('deployment/cart'), /skaffold\.dev|last-applied/);
  });
});
