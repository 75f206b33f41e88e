import type { Layer } from './layer.ts';
import type { ImageDescription, ImageLayer } from './image-description.ts';

/** Digests of the layers that the base images already keep, with the project that does. */
export function layerOwners(bases: readonly ImageDescription[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { project, layers } of bases) {
    // A base that itself builds on one names whoever really has the bytes.
    for (const { digest, from } of layers) owners.set(digest, from ?? project);
  }
  return owners;
}

export function describeLayer(
  { digest, sizeBytes }: Pick<Layer, 'digest' | 'sizeBytes'>,
  owners: ReadonlyMap<string, string>,
): ImageLayer {
  const from = owners.get(digest);
  return { digest, sizeBytes, ...(from === undefined ? {} : { from }) };
}
