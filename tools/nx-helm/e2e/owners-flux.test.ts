import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fixtureName } from './environment.ts';
import type { Flux } from './owners/flux/flux.ts';
import { startFlux } from './owners/flux/flux.ts';
import { providePrograms } from './owners/programs.ts';
import { noteOf, releaseFiles } from './owners/releases.ts';
import { handOff, podOf, written } from './owners/views.ts';
import type { RegistryServer } from './registry-server.ts';
import { startRegistry } from './registry-server.ts';
import type { Stage } from './stage.ts';
import { createStage } from './stage.ts';

const releases = ['shop', 'cart'];
let stage: Stage;
let registry: RegistryServer;
let flux: Flux;

before(async () => {
  const programOf = await providePrograms('flux');
  const files = await releaseFiles(...releases);
  stage = await createStage(`${fixtureName}-flux`, files, { insecureRegistry: true });
  registry = await startRegistry(join(stage.root, '.cache'));
  flux = await startFlux(stage, programOf);
});

after(async () => {
  // Its controllers see to the finalizers of what they watch.
  await stage.kubectl(['delete', 'kustomizations,ocirepositories', '--all', '--wait']);
  await flux.stop();
  await registry.stop();
  await stage.remove();
});

/** As docs/DEPLOYMENT.md has them; here every round is asked for. */
function objectsOf(name: string): object[] {
  const metadata = { name };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata,
      spec: {
        interval: '1h',
        url: `oci://${registry.host}/acme/manifests/${name}`,
        insecure: true,
        ref: { tag: 'test' },
      },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '1h',
        prune: true,
        force: true,
        wait: true,
        timeout: '2m',
        targetNamespace: stage.namespace,
        sourceRef: { kind: 'OCIRepository', name },
      },
    },
  ];
}

/** What Flux has applied of a release, after it has looked for news of it. */
async function applied(name: string): Promise<string> {
  const { artifact } = await flux.reconcile(`ocirepository/${name}`);
  const { lastAppliedRevision } = await flux.reconcile(`kustomization/${name}`);
  assert.equal(lastAppliedRevision, artifact?.revision);
  return lastAppliedRevision ?? '';
}

describe('releases that Flux deploys (K7)', () => {
  test('roll one by one: what did not change keeps its revision and its pods', async () => {
    const first = await handOff(stage, registry.host);
    await stage.apply(...releases.flatMap(objectsOf));
    for (const name of releases) {
      assert.equal(await applied(name), `test@${first(name).digest}`);
      const { artifact } = await flux.statusOf(`ocirepository/${name}`);
      const named = artifact?.metadata?.['org.opencontainers.image.revision'];
      assert.equal(named, first(name).fingerprint);
    }
    assert.doesNotMatch(await stage.kubectl(['get', 'pods', '--output', 'name']), /-test$/m);
    const [shop, cart] = [await podOf(stage, 'shop'), await podOf(stage, 'cart')];

    stage.commit(await noteOf('cart', 'two'));
    const second = await handOff(stage, registry.host);
    assert.deepEqual([second('shop').action, second('cart').action], ['present', 'pushed']);
    assert.equal(await applied('shop'), `test@${first('shop').digest}`);
    assert.equal(await applied('cart'), `test@${second('cart').digest}`);
    assert.equal(await podOf(stage, 'shop'), shop);
    assert.notEqual(await podOf(stage, 'cart'), cart);

    stage.commit(await noteOf('cart', 'one'));
    const third = await handOff(stage, registry.host);
    assert.equal(third('cart').fingerprint, first('cart').fingerprint);
    assert.equal(await applied('cart'), `test@${first('cart').digest}`);
  });

  test('are compared with the render by drift and history, which write nothing (N6)', async () => {
    const owner = (name: string) => `Flux Kustomization ${stage.namespace}/${name}`;
    const before = await written(stage);
    const same = await stage.succeed('run', 'infra:drift');
    const history = await stage.succeed('run', 'infra:history');
    for (const name of releases) {
      assert.match(same, new RegExp(`${name} +owner +${owner(name)} deploys it`));
      const line = `Deployment ${name} is deployed by ${owner(name)}; last changed .*Z by kustomize-controller`;
      assert.match(history, new RegExp(line));
    }
    assert.match(same, /0 of 2 releases have drifted/);
    assert.equal(await written(stage), before);

    await stage.kubectl(['scale', 'deployment/shop', '--replicas=2']);
    await stage.kubectl(['rollout', 'status', 'deployment/shop']);
    const { exitCode, text } = await stage.nx('run', 'infra:drift', '--exitCode');
    assert.notEqual(exitCode, 0);
    assert.match(text, /shop +live +Deployment shop: spec.replicas is 2 instead of 1/);
    assert.match(text, /1 of 2 releases have drifted/);
  });
});
