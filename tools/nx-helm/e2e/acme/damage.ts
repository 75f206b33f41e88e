import { strict as assert } from 'node:assert';
import { globSync, statSync, truncateSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { containerdLoader } from '../../src/image/loaders.ts';
import type { Acme } from './acme.ts';

/** Gone from the node with the layers that no other image has, and nowhere else. */
export async function removeFromNode(reference: string): Promise<void> {
  await containerdLoader().remove([reference]);
}

/** Cuts the image's own layers short where the task cache keeps them, and takes the outputs away. */
export async function damageCachedLayers(acme: Acme, project: string): Promise<void> {
  const pattern = `.nx/cache/*/dist/images/${project}/layers/*.tar`;
  const layers = globSync(pattern, { cwd: acme.folder });
  assert.notEqual(layers.length, 0, `no layer of ${project} is in the cache`);
  for (const layer of layers) {
    const path = join(acme.folder, layer);
    truncateSync(path, statSync(path).size / 2);
  }
  await rm(join(acme.folder, 'dist/images', project), { recursive: true });
}
