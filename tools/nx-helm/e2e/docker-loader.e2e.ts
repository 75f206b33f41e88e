import { strict as assert } from 'node:assert';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { run } from '@taskora/base/run';
import { openArchive } from '../src/image/archive.ts';
import { dockerLoader, ensureLoaded } from '../src/image/loaders.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { startDocker } from './docker-daemon.ts';

const base = [{ name: 'base.txt', content: 'base'.repeat(1000) }];

/** The docker runtime (N7): images reach a real Docker daemon through the loader's interface. */
export async function loadsIntoDocker({ temporaryFolder }: EndToEndContext): Promise<void> {
  const workspaceRoot = join(temporaryFolder, 'workspace');
  await exportTestImage(workspaceRoot, 'base', { layers: [base] });
  const layers = [base, [{ name: 'app.txt', content: 'app' }]];
  const config = { Cmd: ['/app'], User: '10001:10001' };
  const image = await exportTestImage(workspaceRoot, 'app', { layers, config }, ['base']);
  const daemon = await startDocker(temporaryFolder);
  try {
    const loader = dockerLoader({ command: daemon.client, host: daemon.host });
    const ensure = () => ensureLoaded(loader, workspaceRoot, image);
    assert.equal(await ensure(), 'loaded');
    shown('docker: an image that is absent is loaded');

    const id = await idOf(daemon.client, daemon.host, image.reference);
    assert.equal(id, image.configDigest);
    shown('docker: the image on the node is the exported one');

    assert.equal(await ensure(), 'present');
    shown('docker: asked again it is there, and nothing is loaded');

    await loader.remove([image.reference]);
    assert.equal((await loader.references()).has(image.reference), false);
    assert.equal(await ensure(), 'loaded');
    assert.equal(await idOf(daemon.client, daemon.host, image.reference), id);
    shown('docker: deleted from the node it is loaded again, with no build');

    assert.ok((await loader.list()).some(({ reference }) => reference === image.reference));
    assert.ok(((await loader.usedBytes()) ?? 0) > 0);
    await loader.remove([image.reference]);
    assert.deepEqual([...(await loader.references())], []);
    shown('docker: listed, removed, nothing left');

    const whole = await buffer(await openArchive(workspaceRoot, image));
    await rm(join(workspaceRoot, 'dist/images/base/layers'), { recursive: true });
    await assert.rejects(
      ensure(),
      /NXHELM_LAYER_MISSING.*nx reset, then npx nx run base:container/,
    );
    shown('docker: a base layer that is missing is named with the command that makes it');

    // The daemon goes on for a moment with what it has got, so only what it must never have is asked.
    await assert.rejects(loader.load(cutOff(whole)), /cut off/);
    const left = await idOf(daemon.client, daemon.host, image.reference);
    assert.ok(['', image.configDigest].includes(left), left);
    shown('docker: a stream that breaks is an error, and never another image under the name');
  } finally {
    await daemon.stop();
  }
}

async function idOf(
  [program, ...client]: readonly [string, ...string[]],
  host: string,
  reference: string,
): Promise<string> {
  const inspect = ['--host', host, 'image', 'inspect', '--format', '{{.Id}}', reference];
  return (await run(program, [...client, ...inspect])).stdout.trim();
}

/** Ends with an error in the middle of a layer: what is left out later may be no more than padding. */
function cutOff(whole: Buffer): Readable {
  const stream = new PassThrough();
  stream.write(whole.subarray(0, whole.length / 2), () => stream.destroy(new Error('cut off')));
  return stream;
}

await runByItself(import.meta.url, loadsIntoDocker);
