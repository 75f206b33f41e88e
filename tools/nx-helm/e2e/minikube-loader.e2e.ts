import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { run } from '@taskora/base/run';
import type { Loader } from '../src/image/loader.ts';
import { containerdLoader, ensureLoaded, minikubeLoader } from '../src/image/loaders.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';

const profile = 'minikube';

/** containerd (N7): by Minikube, which serves every driver, and by containerd itself. */
export async function loadsIntoMinikube(given: EndToEndContext): Promise<void> {
  const root = join(given.temporaryFolder, 'workspace');
  const layers = [[{ name: 'app.txt', content: `minikube ${process.pid}` }]];
  const app = await exportTestImage(root, 'app', { layers }, [], 'nxhelm-images');
  const { reference } = app;
  // A clone beside a cluster that ran already has no program of its own; the machine has.
  const own = join(given.workspaceRoot, '.taskora/bin/minikube');
  const minikube = existsSync(own) ? own : 'minikube';
  const loaders = [minikubeLoader(minikube, profile), containerdLoader()];
  const drafts = async () =>
    (await readdir(tmpdir())).filter((name) => /^nx-helm-load-|^build\..*\.tar$/.test(name));
  const before = await drafts();
  for (const loader of loaders) {
    try {
      assert.equal(await ensureLoaded(loader, root, app), 'loaded');
      assert.equal(await ensureLoaded(loader, root, app), 'present');
      assert.ok(
        (await loader.list()).some((image) => image.reference === reference && image.sizeBytes > 0),
      );
      await loader.remove([reference]);
      assert.equal((await loader.references()).has(reference), false);
      assert.equal(await ensureLoaded(loader, root, app), 'loaded');
    } finally {
      await loader.remove([reference]);
    }
    assert.equal((await loader.references()).has(reference), false);
    shown(`${loader.name}: loaded, there when asked again, deleted and loaded again, removed`);
  }
  await sendsOnlyTheRest(root);
  assert.deepEqual(await drafts(), before);
  shown('minikube: no copy of an archive is left');
}

/** Where containerd has the layers of a base image, an image on it comes without them, and is whole. */
async function sendsOnlyTheRest(root: string): Promise<void> {
  const layer = [{ name: 'base.txt', content: `base ${process.pid}` }];
  const base = await exportTestImage(root, 'base', { layers: [layer] }, [], 'nxhelm-images');
  const layers = [layer, [{ name: 'app.txt', content: `on a base ${process.pid}` }]];
  const app = await exportTestImage(root, 'app', { layers }, ['base'], 'nxhelm-images');
  const { reference } = app;
  const sent: Buffer[] = [];
  const containerd = containerdLoader();
  const loader: Loader = {
    ...containerd,
    load: async (archive) => {
      const bytes = await buffer(archive);
      sent.push(bytes);
      await containerd.load(Readable.from([bytes]));
    },
  };
  try {
    await ensureLoaded(containerd, root, base);
    assert.equal(await ensureLoaded(loader, root, app), 'loaded');
    assert.equal(sent.length, 1);
    const [digest = ''] = base.layers.map((each) => each.digest.replace('sha256:', ''));
    assert.equal(sent[0]?.includes(`blobs/sha256/${digest}`), false);
    const check = ['--namespace', 'k8s.io', 'images', 'check', `name==${reference}`];
    assert.match((await run('ctr', check)).stdout, /complete \(3\/3\)/);
  } finally {
    await loader.remove([reference, base.reference]);
  }
  shown('containerd: an image on a base that is there comes without its layers, and is whole');
}

await runByItself(import.meta.url, loadsIntoMinikube);
