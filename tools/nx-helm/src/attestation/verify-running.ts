import type { KeyObject } from 'node:crypto';
import type { Registry } from '../image/registry.ts';
import { repositoryName } from '../image/registry.ts';
import type { Verdict } from './attested-image.ts';
import { verifyImage } from './attested-image.ts';
import type { RunningImage } from './running-images.ts';

export interface VerifiedImage extends RunningImage {
  readonly verdict: Verdict | 'not of the registry' | 'without a digest';
}

/** What of the running images the key vouches for. Another registry's are never asked for. */
export function verifyRunning(
  images: readonly RunningImage[],
  registry: Registry,
  key: KeyObject,
): Promise<VerifiedImage[]> {
  const prefix = repositoryName(registry, '');
  return Promise.all(
    images.map(async (image): Promise<VerifiedImage> => {
      const { repository, digest } = image;
      if (digest === undefined) return { ...image, verdict: 'without a digest' };
      if (!repository.startsWith(prefix)) return { ...image, verdict: 'not of the registry' };
      const project = repository.slice(prefix.length);
      return { ...image, verdict: await verifyImage({ registry, project }, digest, key) };
    }),
  );
}
