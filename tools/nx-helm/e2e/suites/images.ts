import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { run } from '../../src/process/run.ts';
import { acme, succeed } from '../acme/shared.ts';

describe('image delivery (N7)', () => {
  test('(g) an image that was deleted from the node is loaded again without a build', async () => {
    const reference = await acme.image('jobs');
    await removeFromNode(reference);
    const { rolled, builds } = await succeed();
    assert.deepEqual({ rolled, builds }, { rolled: [], builds: [] });
    assert.deepEqual(await acme.loads(), ['jobs']);
    assert.match(await onNode(), new RegExp(reference));
  });
});

const containerd = ['--namespace', 'k8s.io', 'images'];

async function removeFromNode(reference: string): Promise<void> {
  const { exitCode, stderr } = await run('ctr', [...containerd, 'remove', '--sync', reference]);
  assert.equal(exitCode, 0, stderr);
}

async function onNode(): Promise<string> {
  return (await run('ctr', [...containerd, 'list', '--quiet'])).stdout;
}
