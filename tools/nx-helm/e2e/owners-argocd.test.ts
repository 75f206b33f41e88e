import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fixtureName } from './environment.ts';
import type { ArgoCd } from './owners/argocd/argocd.ts';
import { startArgoCd } from './owners/argocd/argocd.ts';
import { applicationOf, registryOf } from './owners/argocd/objects.ts';
import { noteOf, releaseFiles } from './owners/releases.ts';
import { handOff, podOf, written } from './owners/views.ts';
import type { RegistryServer } from './registry-server.ts';
import { startRegistry } from './registry-server.ts';
import type { Stage } from './stage.ts';
import { createStage } from './stage.ts';

const releases = ['shop', 'cart'];
let stage: Stage;
let registry: RegistryServer;
let argocd: ArgoCd;
/** What has begun ends, also where something after it could not. */
const ends: (() => Promise<void>)[] = [];

before(async () => {
  const files = await releaseFiles(...releases);
  stage = await createStage(`${fixtureName}-argocd`, files, { insecureRegistry: true });
  ends.push(() => stage.remove());
  registry = await startRegistry(join(stage.root, '.cache'));
  ends.push(() => registry.stop());
  argocd = await startArgoCd(stage, (stop) => ends.push(stop));
  await stage.apply(registryOf(registry.host));
});

after(async () => {
  for (const end of ends.toReversed()) await end();
});

const trackingOf = (object: string): Promise<string> =>
  stage.kubectl([
    ...['get', object, '--output'],
    String.raw`jsonpath={.metadata.annotations.argocd\.argoproj\.io/tracking-id}`,
  ]);

describe('releases that Argo CD deploys (K7)', () => {
  test('roll one by one: what did not change keeps its revision and its pods', async () => {
    const first = await handOff(stage, registry.host);
    await stage.apply(...releases.map((name) => applicationOf(name, registry.host, stage)));
    for (const name of releases) assert.equal(await argocd.synced(name), first(name).digest);
    const pods = await stage.kubectl(['get', 'pods', '--output', 'name']);
    assert.doesNotMatch(pods, /-test$/m);
    const [shop, cart] = [await podOf(stage, 'shop'), await podOf(stage, 'cart')];

    stage.commit(await noteOf('cart', 'two'));
    const second = await handOff(stage, registry.host);
    assert.deepEqual([second('shop').action, second('cart').action], ['present', 'pushed']);
    assert.equal(await argocd.synced('shop'), first('shop').digest);
    assert.equal(await argocd.synced('cart'), second('cart').digest);
    assert.equal(await podOf(stage, 'shop'), shop);
    assert.notEqual(await podOf(stage, 'cart'), cart);
  });

  test('are compared with the render by drift and history, which write nothing (N6)', async () => {
    const before = await written(stage);
    const same = await stage.succeed('run', 'infra:drift');
    const history = await stage.succeed('run', 'infra:history');
    for (const name of releases) {
      const owner = `Argo CD application ${name}`;
      assert.match(same, new RegExp(`${name} +owner +${owner} deploys it`));
      const line = `Deployment ${name} is deployed by ${owner}; last changed .*Z by argocd-controller`;
      assert.match(history, new RegExp(line));
    }
    assert.match(same, /0 of 2 releases have drifted/);
    assert.equal(await written(stage), before);

    await stage.kubectl(['annotate', 'service/shop', 'team=shop']);
    const { exitCode, text } = await stage.nx('run', 'infra:drift', '--exitCode');
    assert.notEqual(exitCode, 0);
    assert.match(text, /shop +live +Service shop: .*team\b.* was added by kubectl-annotate/);
    assert.match(text, /1 of 2 releases have drifted/);
    await stage.kubectl(['annotate', 'service/shop', 'team-']);
  });
});

describe('a release that Argo CD is to let go of', () => {
  const adopt = ['run', 'infra:adopt', '--release=shop'];

  test('is refused as long as it is synced automatically', async () => {
    const before = await written(stage);
    const { exitCode, text } = await stage.nx(...adopt, '--apply');
    assert.notEqual(exitCode, 0);
    assert.match(text, /Deployment shop: of the Argo CD application shop/);
    assert.match(text, /NXHELM_ADOPT_ACTIVE_OWNER: shop is synced automatically/);
    assert.equal(await written(stage), before);
  });

  test('is adopted as it is, and deployed without a new pod', async () => {
    const manual = ['patch', 'applications/shop', '--type=merge', '--patch'];
    await stage.kubectl([...manual, '{"spec":{"syncPolicy":null}}']);
    const pod = await podOf(stage, 'shop');
    const adopted = await stage.succeed(...adopt, '--apply');
    assert.match(adopted, /is a release of Helm as it was found, revision 1/);
    assert.equal(await trackingOf('deployment/shop'), '');
    assert.match(await stage.succeed('run', 'shop:helm-deploy'), /shop: \w+, revision 2/);
    const again = await stage.succeed('run', 'shop:helm-deploy');
    assert.match(again, /shop: skipped, unchanged since revision 2/);
    assert.equal(await podOf(stage, 'shop'), pod);
  });

  test('is no more named as its own, nor pruned by it, and the other one is', async () => {
    await argocd.refreshed('shop');
    await stage.kubectl(['delete', 'applications/shop', '--wait']);
    const drift = await stage.succeed('run', 'infra:drift');
    assert.match(drift, /shop +- +none/);
    assert.match(drift, /cart +owner +Argo CD application cart deploys it/);
    const history = await stage.succeed('run', 'infra:history');
    assert.doesNotMatch(history, /application shop/);
    assert.match(history, /Deployment cart is deployed by Argo CD application cart/);
  });
});
