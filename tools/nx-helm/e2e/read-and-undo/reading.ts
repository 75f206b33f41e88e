import { strict as assert } from 'node:assert';
import type { ReleaseDiff } from '../../src/release/dry-run.ts';
import type { DemoRelease } from '../demo-release.ts';

/** What is there before anything is installed, and what a change would do; none of it changes anything. */
export async function checkReading(demo: DemoRelease): Promise<void> {
  await demo.write({ text: 'one', secret: 'swordfish' });
  const first = await demo.does('rollout', { dryRun: 'server' });
  assert.match(first, /namespace .* does not exist yet/);
  assert.match(
    first,
    /dry run \(server\), nothing was changed; a deploy would install it as revision 1/,
  );
  const { exitCode } = await demo.kubectl().try(['get', 'namespace', demo.place.namespace]);
  assert.equal(exitCode, 1, 'a dry run made the namespace');
  console.log('ok  a dry run of a first install makes nothing, not even the namespace');

  await demo.deploys({ text: 'one', secret: 'swordfish' });
  assert.deepEqual((await diff(demo, { live: true })).live, []);
  assert.match(
    await demo.does('helm-diff', { exitCode: true }),
    /would apply the same as revision 1/,
  );
  console.log('ok  after a deploy there is no difference, neither stored nor live');

  await demo.write({ text: 'two', secret: 'trout' });
  await checkDiff(demo);
  await checkDryRuns(demo);
}

async function checkDiff(demo: DemoRelease): Promise<void> {
  const text = await demo.does('helm-diff', { live: true });
  assert.match(text, /~ Deployment\/demo \(changed\)/);
  assert.match(text, /^\+ +value: two$/m);
  assert.match(text, /Pods that would be replaced: Deployment\/demo/);
  assert.match(text, /of the objects in the cluster 2 objects would change/);
  assert.doesNotMatch(text, /swordfish|trout|c3dvcmRmaXNo|dHJvdXQ/);
  const { exitCode } = await demo.run('helm-diff', { exitCode: true });
  assert.equal(exitCode, 1);
  const { isDifferent, objects } = await diff(demo);
  assert.deepEqual(
    [isDifferent, objects.map(({ id }) => id)],
    [true, ['Deployment/demo', 'Secret/demo']],
  );
  console.log('ok  helm-diff shows what would change, and no value of a Secret');
}

async function diff(demo: DemoRelease, more: object = {}): Promise<ReleaseDiff> {
  return JSON.parse(await demo.does('helm-diff', { json: true, ...more })) as ReleaseDiff;
}

async function checkDryRuns(demo: DemoRelease): Promise<void> {
  const before = await stateOf(demo);
  for (const mode of ['client', 'server']) {
    const text = await demo.does('rollout', { dryRun: mode });
    assert.match(text, /a deploy would upgrade it as revision 2, because/);
  }
  assert.match(await demo.does('rollout', { dryRun: 'server' }), /the API server accepts it/);
  await demo.write({ text: 'two', image: '' });
  const { exitCode, text } = await demo.run('rollout', { dryRun: 'server' });
  assert.equal(exitCode, 1, text);
  assert.match(text, /NXHELM_DRY_RUN_REFUSED: .*image: Required value/);
  assert.equal(await stateOf(demo), before, 'a dry run changed something');
  console.log(
    'ok  dry runs tell what would happen, also what the API server would refuse, and change nothing',
  );
}

/** Everything in the namespace, with the versions that each write raises; Leases and pods come by themselves. */
async function stateOf(demo: DemoRelease): Promise<string> {
  const row = '{.kind}/{.metadata.name} {.metadata.resourceVersion}{"\\n"}';
  const kinds = 'secrets,configmaps,services,deployments.apps,replicasets.apps';
  return demo.kubectl().read(['get', kinds, '--output', `jsonpath={range .items[*]}${row}{end}`]);
}
