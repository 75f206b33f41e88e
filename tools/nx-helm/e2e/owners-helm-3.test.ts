import { strict as assert } from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { fixtureName } from './environment.ts';
import type { Helm3 } from './owners/helm-3/helm-3.ts';
import { provideHelm3 } from './owners/helm-3/helm-3.ts';
import { releaseFiles } from './owners/releases.ts';
import { podOf, written } from './owners/views.ts';
import type { Stage } from './stage.ts';
import { createStage } from './stage.ts';

/** No registry has it. */
const absent = 'waiting=absent.invalid/none:1';

let stage: Stage;
let helm3: Helm3;

before(async () => {
  const files = await releaseFiles('shop', 'cart', 'depot', 'desk');
  stage = await createStage(`${fixtureName}-helm-3`, files);
  helm3 = await provideHelm3(stage);
});

after(() => stage.remove());

const deploy = (name: string): Promise<string> => stage.succeed('run', `${name}:helm-deploy`);
const idOf = (object: string): Promise<string> =>
  stage.kubectl(['get', object, '--output', 'jsonpath={.metadata.uid}']);
const noteOfPods = (name: string): Promise<string> =>
  stage.kubectl([
    ...['get', `deployment/${name}`, '--output'],
    'jsonpath={.spec.template.metadata.annotations.note}',
  ]);

describe('a release that Helm 3 installed and upgraded (K10)', () => {
  let pod: string;

  test('is read as it is, and there is nothing to write', async () => {
    await helm3.install('shop', 'note=before');
    // Without a value it would take those of the revision before.
    await helm3.upgrade('shop', 'note=one');
    pod = await podOf(stage, 'shop');
    const before = await written(stage);
    const asked = await stage.succeed('run', 'infra:adopt', '--release=shop', '--apply');
    assert.match(asked, /shop: of 2 objects, 2 are in the cluster already/);
    assert.match(asked, /Deployment shop: of the Helm release shop/);
    assert.match(asked, /shop: an apply would leave the objects in the cluster as they are/);
    assert.match(asked, /shop: a deploy would apply the same as revision 2/);
    assert.match(asked, /is a release of Helm already, so there is nothing to write/);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /shop +release +revision 2 was made by another program/);
    assert.doesNotMatch(drift, /shop +live/);
    const history = await stage.succeed('run', 'infra:history', '--release=shop');
    assert.match(history, /shop: nothing is recorded/);
    assert.equal(await written(stage), before);
  });

  test('goes on from its revision without a new pod, and runs its hooks', async () => {
    const hook = await idOf('job/shop-hook');
    assert.match(await deploy('shop'), /shop: (upgraded|healed), revision 3/);
    assert.equal(await podOf(stage, 'shop'), pod);
    assert.notEqual(await idOf('job/shop-hook'), hook);
    assert.match(await deploy('shop'), /shop: skipped, unchanged since revision 3/);
    const history = await stage.succeed('run', 'infra:history', '--release=shop');
    assert.match(history, /^ +3 .*commit \w+, by /ms);
    assert.doesNotMatch(history, /^ +[12] {2}/m);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /shop +- +none/);
  });

  test('goes back to a revision of Helm 3, where a deploy then keeps it', async () => {
    const back = await stage.succeed('run', 'shop:helm-rollback', '--reason=trial');
    assert.match(back, /shop: rolled back from revision 3 to revision 1, as revision 4/);
    assert.equal(await noteOfPods('shop'), 'before');
    assert.match(await stage.succeed('run', 'infra:drift'), /shop +kept +kept at revision 4/);
    assert.match(await deploy('shop'), /shop: kept at revision 4.*: trial; by /);
    const forced = await stage.succeed('run', 'shop:helm-deploy', '--force');
    assert.match(forced, /shop: upgraded, revision 5/);
    assert.equal(await noteOfPods('shop'), 'one');
  });
});

describe('what others changed in a release of Helm 3 (N6)', () => {
  test('is found, and taken back by one deploy', async () => {
    await helm3.install('depot');
    const pod = await podOf(stage, 'depot');
    await stage.kubectl([
      'label',
      'service/depot',
      'skaffold.dev/run-id=1',
      '--field-manager=skaffold',
    ]);
    await stage.kubectl(['annotate', 'deployment/depot', 'team=shop']);
    const renamed = 'app.kubernetes.io/name=theirs';
    await stage.kubectl(['label', 'deployment/depot', '--overwrite', renamed]);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /depot +live +Deployment depot: .*is "?theirs"? instead of "?depot"?/);
    assert.match(drift, /metadata.annotations.team = "?shop"? was added by kubectl-annotate/);
    assert.match(drift, /\[skaffold\.dev\/run-id\] = "?1"? was added by skaffold/);
    await deploy('depot');
    assert.match(await deploy('depot'), /depot: skipped, unchanged since revision 2/);
    assert.equal(await podOf(stage, 'depot'), pod);
    const marks = [
      'get',
      'service/depot',
      'deployment/depot',
      '--output',
      'jsonpath={.items[*].metadata}',
    ];
    assert.doesNotMatch(await stage.kubectl(marks), /"(team|skaffold[^"]*)":|theirs/);
    assert.match(await stage.succeed('run', 'infra:drift'), /depot +- +none/);
  });
});

describe('a release whose last revision of Helm 3 did not succeed', () => {
  test('is put right where it failed, with the pod that runs', async () => {
    await helm3.install('cart');
    const pod = await podOf(stage, 'cart');
    await helm3.failToUpgrade('cart', absent);
    const asked = await stage.succeed('run', 'infra:adopt', '--release=cart');
    assert.match(asked, /- +image: absent.invalid\/none:1\n/);
    assert.match(asked, /is a release of Helm already/);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /cart +release +revision 2 is failed/);
    assert.match(await deploy('cart'), /cart: (upgraded|healed), revision 3/);
    assert.equal(await podOf(stage, 'cart'), pod);
    assert.match(await deploy('cart'), /cart: skipped, unchanged since revision 3/);
  });

  test('is taken back first where it was killed', async () => {
    await helm3.install('desk');
    const pod = await podOf(stage, 'desk');
    await helm3.killInUpgrade('desk', absent);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /desk +release +revision 2 is pending-upgrade: a run was killed/);
    const said = await deploy('desk');
    assert.match(said, /desk: a killed run left it pending, so first helm rollback desk 1/);
    assert.match(said, /desk: (upgraded|healed), revision 4/);
    assert.equal(await podOf(stage, 'desk'), pod);
    assert.match(await deploy('desk'), /desk: skipped, unchanged since revision 4/);
  });
});
