import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { removeFromNode } from '../acme/damage.ts';
import { acme, succeed } from '../acme/shared.ts';

describe('image delivery (N7)', () => {
  test('an image that was deleted from the node is loaded again without a build', async () => {
    const reference = await acme.image('jobs');
    await removeFromNode(reference);
    const { rolled, builds } = await succeed();
    assert.deepEqual({ rolled, builds }, { rolled: [], builds: [] });
    assert.deepEqual(await acme.loads(), ['jobs']);
    assert.match((await acme.imagesOnNode()).join('\n'), new RegExp(reference));
  });
});
