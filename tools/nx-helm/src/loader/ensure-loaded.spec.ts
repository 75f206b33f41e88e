import { ensureLoaded } from './ensure-loaded.ts';
import type { Loader } from './loader.ts';

const reference = 'docker.io/acme/api:c-0123456789ab';

/** A node that has some images, and takes archives unless it loses them. */
function nodeWith(images: readonly string[], keepsArchives = true) {
  const present = new Set(images);
  const loaded: string[] = [];
  const loader: Loader = {
    name: 'test',
    references: () => Promise.resolve(present),
    load: (archive) => {
      loaded.push(archive);
      if (keepsArchives) present.add(reference);
      return Promise.resolve();
    },
  };
  return { loader, loaded };
}

describe('image-load (I2, N7)', () => {
  it('loads nothing when the tag is on the node', async () => {
    const { loader, loaded } = nodeWith([reference]);
    expect(await ensureLoaded(loader, reference, 'image.tar')).toBe('present');
    expect(loaded).toEqual([]);
  });

  it('loads the archive when only another tag of the image is there', async () => {
    const { loader, loaded } = nodeWith(['docker.io/acme/api:c-ffffffffffff']);
    expect(await ensureLoaded(loader, reference, 'image.tar')).toBe('loaded');
    expect(loaded).toEqual(['image.tar']);
  });

  it('says so when the node does not have the image after all', async () => {
    const { loader } = nodeWith([], false);
    expect(await ensureLoaded(loader, reference, 'image.tar')).toBe('missing');
  });
});
