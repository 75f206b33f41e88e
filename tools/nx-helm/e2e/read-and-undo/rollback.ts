import { strict as assert } from 'node:assert';
import { lockRelease } from '../../src/release/lock.ts';
import { readRecords } from '../../src/release/records.ts';
import type { DemoRelease } from '../demo-release.ts';

/** Begins with revision 1 deployed: `one`. */
export async function checkRollback(demo: DemoRelease, neighbour: DemoRelease): Promise<void> {
  await checkRefusals(demo);
  await demo.deploys({ text: 'two' });
  const others = await neighbour.helm('history', 'neighbour', '--output', 'json');
  const text = await demo.does('helm-rollback', { reason: 'the second text is wrong' });
  assert.match(text, /rolled back from revision 2 to revision 1, as revision 3/);
  assert.equal(await textOf(demo), 'one');
  assert.equal(await neighbour.helm('history', 'neighbour', '--output', 'json'), others);
  const [record] = (await readRecords(demo.kubectl(), 'demo')).slice(-1);
  assert.equal(record?.action, 'rolled-back');
  assert.equal(record.revision, 3);
  assert.match(record.explanation, /from revision 2 to revision 1: the second text is wrong/);
  assert.equal(record.result, 'deployed');
  console.log('ok  helm-rollback goes back, records why, and leaves other releases alone');

  await checkKept(demo);
  await checkMissingImage(demo);
}

async function textOf(demo: DemoRelease): Promise<string> {
  const path = 'jsonpath={.spec.template.spec.containers[0].env[0].value}';
  return demo.kubectl().read(['get', 'deployment', demo.release, '--output', path]);
}

async function fails(demo: DemoRelease, code: string, more: object): Promise<string> {
  const { exitCode, text } = await demo.run('helm-rollback', more);
  assert.equal(exitCode, 1, text);
  assert.match(text, new RegExp(`${code}: .* \\(project demo\\)\\. Do: `, 's'));
  return text;
}

async function checkRefusals(demo: DemoRelease): Promise<void> {
  await fails(demo, 'NXHELM_NOTHING_TO_ROLL_BACK', {});
  await fails(demo, 'NXHELM_NO_SUCH_REVISION', { revision: 7 });
  const lock = await lockRelease(demo.kubectl(), 'demo');
  await fails(demo, 'NXHELM_RELEASE_BUSY', {});
  await lock.free();
  console.log('ok  a rollback to nothing, to no such revision, and of a busy release are refused');
}

/** The same sources stay away until they change or somebody insists. */
async function checkKept(demo: DemoRelease): Promise<void> {
  const kept = await demo.does('rollout');
  assert.match(kept, /kept at revision 3, .*from revision 2.*the second text is wrong.*--force/);
  assert.equal(await textOf(demo), 'one');
  await demo.deploys({ text: 'three' });
  assert.equal(await textOf(demo), 'three');
  assert.match(await demo.does('rollout'), /skipped, unchanged since revision 4/);
  await demo.does('helm-rollback', { revision: 2 });
  assert.equal(await textOf(demo), 'two');
  await demo.does('rollout', { force: true });
  assert.equal(await textOf(demo), 'three');
  console.log(
    'ok  a rollback is kept for the same sources, and gives way to a change and to --force',
  );

  await demo.helm('rollback', 'demo', '2', '--wait');
  assert.match(await demo.does('rollout'), /upgraded, revision 8/);
  assert.equal(await textOf(demo), 'three');
  console.log('ok  a rollback by hand, without this plugin, is nobody’s purpose and rolls forward');
}

/** A revision whose image is gone is refused while everything still runs. */
async function checkMissingImage(demo: DemoRelease): Promise<void> {
  const gone = `docker.io/${String(Reflect.get(demo.options, 'imagePrefix'))}/demo:c-000000000000`;
  await demo.write({ text: 'gone', image: gone });
  const chart = `${demo.root}/charts/demo`;
  await demo.helm('upgrade', 'demo', chart, '--force-conflicts');
  const revisions = JSON.parse(await demo.helm('history', 'demo', '--output', 'json')) as {
    revision: number;
  }[];
  const broken = revisions.at(-1)?.revision ?? 0;
  await demo.deploys({ text: 'four' });
  const text = await fails(demo, 'NXHELM_IMAGE_GONE', { revision: broken });
  assert.ok(text.includes(gone));
  assert.match(await demo.does('rollout'), /skipped, unchanged/);
  console.log(
    'ok  a revision whose image is no longer on the node is refused before anything rolls',
  );
}
