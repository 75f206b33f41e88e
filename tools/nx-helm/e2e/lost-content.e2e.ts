import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { ImageDescription } from '../src/image/image-description.ts';
import type { Loader } from '../src/image/loader.ts';
import { containerdLoader, ensureLoaded } from '../src/image/loaders.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';

/** One of its own in the real containerd, so that no image of the cluster is touched. */
const namespace = 'nxhelm-lost-content';

async function ctr(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run('ctr', ['--namespace', namespace, ...args]);
  assert.equal(exitCode, 0, stderr);
  return stdout;
}

/** Two images, of which one is built on the other. */
async function withImages(
  { temporaryFolder }: EndToEndContext,
  use: (root: string, loader: Loader, images: Images) => Promise<void>,
): Promise<void> {
  const root = join(temporaryFolder, 'workspace');
  const layer = [{ name: 'base.txt', content: `base ${process.pid}` }];
  const base = await exportTestImage(root, 'base', { layers: [layer] });
  const layers = [layer, [{ name: 'app.txt', content: `app ${process.pid}` }]];
  const app = await exportTestImage(root, 'app', { layers }, ['base']);
  const loader = containerdLoader(namespace);
  try {
    await use(root, loader, { base, app });
  } finally {
    await loader.remove([base.reference, app.reference]);
    await ctr('namespaces', 'remove', namespace);
  }
}

interface Images {
  readonly base: ImageDescription;
  readonly app: ImageDescription;
}

const check = (image: ImageDescription): Promise<string> =>
  ctr('images', 'check', `name==${image.reference}`);

/** A name on the node whose content is gone: of a layer that is unpacked, and of more. */
export async function loadsLostContentAgain(given: EndToEndContext): Promise<void> {
  await withImages(given, async (root, loader, { app }) => {
    const ensure = () => ensureLoaded(loader, root, app);
    assert.equal(await ensure(), 'loaded');
    const [layer] = app.layers;
    await ctr('content', 'remove', layer?.digest ?? '');
    assert.match(await check(app), /incomplete \(2\/3\) .* true/);
    assert.equal(await ensure(), 'present');
    shown('containerd: a layer whose files are unpacked is not missed');

    await ctr('content', 'remove', app.configDigest);
    assert.equal((await loader.references()).has(app.reference), false);
    assert.equal(await ensure(), 'loaded');
    assert.match(await check(app), /complete \(3\/3\) .* true/);
    shown('containerd: a name without its content is loaded again, whole');
  });
}

/** What a containerd has that is set to discard the layers which it has unpacked. */
export async function sendsAllToWhoKeepsNoLayers(given: EndToEndContext): Promise<void> {
  await withImages(given, async (root, loader, { base, app }) => {
    assert.equal(await ensureLoaded(loader, root, base), 'loaded');
    for (const { digest } of base.layers) await ctr('content', 'remove', digest);
    const said: string[] = [];
    const { log } = console;
    console.log = (line: string) => void said.push(line);
    try {
      assert.equal(await ensureLoaded(loader, root, app), 'loaded');
    } finally {
      console.log = log;
    }
    assert.deepEqual(said, ['app: is sent whole, because containerd has no layer of base']);
    assert.match(await check(app), /complete \(3\/3\) .* true/);
    shown('containerd: where it keeps no layers of a base, the whole image is sent, and says why');
  });
}

await runByItself(import.meta.url, async (given) => {
  await loadsLostContentAgain(given);
  await sendsAllToWhoKeepsNoLayers(given);
});
