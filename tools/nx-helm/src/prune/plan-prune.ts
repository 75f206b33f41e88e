import type { NodeImage } from '../loader/loader.ts';
import type { ImageUse } from './image-use.ts';

export interface PruneRow extends NodeImage {
  readonly action: 'keep' | 'remove';
  readonly reason: string;
}

/**
 * Decides about the images of this workspace's prefixes that have a content tag; no other image is
 * looked at. An image is named in a manifest with or without docker.io, so the name alone counts.
 */
export function planPrune(
  images: readonly NodeImage[],
  imagePrefixes: readonly string[],
  uses: readonly ImageUse[],
): PruneRow[] {
  return images
    .filter(({ reference }) => isOurs(reference, imagePrefixes))
    .toSorted((one, other) => (one.reference < other.reference ? -1 : 1))
    .map((image) => {
      const name = image.reference.slice(registry.length);
      const found = uses.find(({ text }) => text.includes(name));
      return found === undefined
        ? { ...image, action: 'remove', reason: 'nothing uses it' }
        : { ...image, action: 'keep', reason: found.user };
    });
}

const registry = 'docker.io/';

function isOurs(reference: string, prefixes: readonly string[]): boolean {
  const [, prefix, tag] = /^docker\.io\/(.+)\/[^/:]+:([^/:]+)$/.exec(reference) ?? [];
  return prefixes.includes(prefix ?? '') && /^c-[0-9a-f]{12}$/.test(tag ?? '');
}
