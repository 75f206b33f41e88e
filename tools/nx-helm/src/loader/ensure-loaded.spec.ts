import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { exportTestImage } from '../testing/export-test-image.ts';
import { testLoader } from '../testing/test-loader.ts';
import { ensureLoaded } from './ensure-loaded.ts';

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
    const { reference } = await image();
    const { loader, loaded } = testLoader([reference]);
    rmSync(join(root, 'dist/images/api/layers'), { recursive: true });
    expect(await ensureLoaded(loader, reference, root, 'api')).toBe('present');
    expect(loaded).toEqual([]);
  });

  it('loads the archive when only another tag of the image is there', async () => {
    const { reference } = await image();
    const { loader, loaded } = testLoader(['docker.io/acme/api:c-ffffffffffff']);
    expect(await ensureLoaded(loader, reference, root, 'api')).toBe('loaded');
    expect(loaded).toHaveLength(1);
  });

  it('brings back, without a build, an image that was deleted from the node', async () => {
    const { reference } = await image();
    const { loader, loaded } = testLoader([]);
    await ensureLoaded(loader, reference, root, 'api');
    await loader.remove([reference]);
    expect(await ensureLoaded(loader, reference, root, 'api')).toBe('loaded');
    expect(loaded[0]?.equals(loaded[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it('says so when the node does not have the image after all', async () => {
    const { reference } = await image();
    const { loader } = testLoader([]);
    const forgetful = {
      ...loader,
      load: async (archive: NodeJS.ReadableStream) => void (await buffer(archive)),
    };
    await expect(ensureLoaded(forgetful, reference, root, 'api')).rejects.toThrow(
      'NXHELM_IMAGE_NOT_LOADED',
    );
  });
});
