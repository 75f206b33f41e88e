import { strict as assert } from 'node:assert';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLoaded } from '../src/loader/ensure-loaded.ts';
import { containerdLoader } from '../src/loader/containerd-loader.ts';
import { minikubeLoader } from '../src/loader/minikube-loader.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';

const profile = 'minikube';

/** (h) for containerd (N7): by Minikube, which serves every driver, and by containerd itself. */
export async function loadsIntoMinikube(given: EndToEndContext): Promise<void> {
  const root = join(given.temporaryFolder, 'workspace');
  const layers = [[{ name: 'app.txt', content: `minikube ${process.pid}` }]];
  const { reference } = await exportTestImage(root, 'app', { layers }, [], 'nxhelm-images');
  const minikube = join(given.workspaceRoot, '.taskora/bin/minikube');
  const loaders = [minikubeLoader(minikube, profile, 'app'), containerdLoader('app')];
  const drafts = async () =>
    (await readdir(tmpdir())).filter((name) => /^nx-helm-load-|^build\..*\.tar$/.test(name));
  const before = await drafts();
  for (const loader of loaders) {
    try {
      assert.equal(await ensureLoaded(loader, reference, root, 'app'), 'loaded');
      assert.equal(await ensureLoaded(loader, reference, root, 'app'), 'present');
      assert.ok(
        (await loader.list()).some((image) => image.reference === reference && image.sizeBytes > 0),
      );
      await loader.remove([reference]);
      assert.equal((await loader.references()).has(reference), false);
      assert.equal(await ensureLoaded(loader, reference, root, 'app'), 'loaded');
    } finally {
      await loader.remove([reference]);
    }
    assert.equal((await loader.references()).has(reference), false);
    shown(`${loader.name}: loaded, there when asked again, deleted and loaded again, removed`);
  }
  assert.deepEqual(await drafts(), before);
  shown('minikube: no copy of an archive is left');
}

await runByItself(import.meta.url, loadsIntoMinikube);
