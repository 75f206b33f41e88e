import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { exportTestImage } from '../testing/export-test-image.ts';
import { testLoader } from '../testing/test-loader.ts';
import type { Loader } from './loader.ts';
import { ensureLoaded } from './loaders.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-load-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const image = () => exportTestImage(root, 'api', { layers: [[{ name: 'a', content: 'a' }]] });

describe('image-load (I2, N7)', () => {
  it('loads nothing, and needs no layer, when the tag is on the node', async () => {
    const api = await image();
    const { reference } = api;
    const { loader, loaded } = testLoader([reference]);
    rmSync(join(root, 'dist/images/api/layers'), { recursive: true });
    expect(await ensureLoaded(loader, root, api)).toBe('present');
    expect(loaded).toEqual([]);
  });

  it('loads the archive when only another tag of the image is there', async () => {
    const api = await image();
    const { loader, loaded } = testLoader(['docker.io/acme/api:c-ffffffffffff']);
    expect(await ensureLoaded(loader, root, api)).toBe('loaded');
    expect(loaded).toHaveLength(1);
  });

  it('uses a cached list of images, and reads the list again after a load', async () => {
    const api = await image();
    const { reference } = api;
    const { loader, loaded } = testLoader([reference]);
    const ensure = (seen: readonly string[]) =>
      ensureLoaded(loader, root, api, () => Promise.resolve(new Set(seen)));
    expect(await ensure([reference])).toBe('present');
    expect(await ensure([])).toBe('loaded');
    expect(loaded).toHaveLength(1);
  });

  it('loads the image that was meant, though its description goes meanwhile', async () => {
    const api = await image();
    const { loader, loaded } = testLoader([]);
    const readReferences = () => {
      // As another run that builds the image anew.
      rmSync(join(root, 'dist/images/api/image.json'), { force: true });
      return loader.references();
    };
    expect(await ensureLoaded(loader, root, api, readReferences)).toBe('loaded');
    expect(loaded[0]?.includes(api.reference)).toBe(true);
  });

  it('brings back, without a build, an image that was deleted from the node', async () => {
    const api = await image();
    const { reference } = api;
    const { loader, loaded } = testLoader([]);
    await ensureLoaded(loader, root, api);
    await loader.remove([reference]);
    expect(await ensureLoaded(loader, root, api)).toBe('loaded');
    expect(loaded[0]?.equals(loaded[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it('sends only the layers that a runtime lacks, where it says which it has', async () => {
    const base = [{ name: 'base', content: 'base'.repeat(5000) }];
    const lower = await exportTestImage(root, 'base', { layers: [base] });
    const layers = [base, [{ name: 'a', content: 'a' }]];
    const api = await exportTestImage(root, 'api', { layers }, ['base']);
    const { loader, loaded } = testLoader([]);
    const below = lower.layers.map(({ digest }) => digest);
    const all = api.layers.map(({ digest }) => digest);
    const presentLayers = () => Promise.resolve(new Set(loaded.length === 0 ? below : all));
    const knowing: Loader = { ...loader, presentLayers };
    rmSync(join(root, 'dist/images/base'), { recursive: true });
    expect(await ensureLoaded(knowing, root, api)).toBe('loaded');
    expect(loaded).toHaveLength(1);
    expect(loaded[0]?.includes('basebase')).toBe(false);
  });

  it('sends all of them where the runtime has let go of one meanwhile, and keeps no half image', async () => {
    const api = await image();
    const { reference, layers } = api;
    const { loader, loaded } = testLoader([]);
    const removed: string[] = [];
    let asked = 0;
    const forgetful: Loader = {
      ...loader,
      presentLayers: () =>
        Promise.resolve(new Set(asked++ === 0 ? layers.map((each) => each.digest) : [])),
      remove: (names) => {
        removed.push(...names);
        return loader.remove(names);
      },
    };
    expect(await ensureLoaded(forgetful, root, api)).toBe('loaded');
    expect(removed).toEqual([reference]);
    expect(loaded.map((bytes) => bytes.includes('oci-layout'))).toEqual([true, false]);
  });

  it('sends all of them where the runtime does not take the rest', async () => {
    const api = await image();
    const { layers } = api;
    const { loader, loaded } = testLoader([]);
    const present = new Set(layers.map(({ digest }) => digest));
    const forgetful: Loader = {
      ...loader,
      presentLayers: () => Promise.resolve(present),
      load: async (archive) => {
        const bytes = await buffer(archive);
        if (bytes.includes('oci-layout')) throw new Error('content digest: not found');
        await loader.load(Readable.from([bytes]));
      },
    };
    expect(await ensureLoaded(forgetful, root, api)).toBe('loaded');
    expect(loaded).toHaveLength(1);
  });

  it('says so when the node does not have the image after all (minikube#23023)', async () => {
    const api = await image();
    const { loader } = testLoader([]);
    const forgetful = {
      ...loader,
      load: async (archive: NodeJS.ReadableStream) => void (await buffer(archive)),
    };
    await expect(ensureLoaded(forgetful, root, api)).rejects.toThrow('NXHELM_IMAGE_NOT_LOADED');
  });
});
