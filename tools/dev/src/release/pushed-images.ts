import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';

/** An image as it is in a registry: what an SBOM and a provenance are made for. */
export interface PushedImage {
  readonly host: string;
  readonly repository: string;
  readonly digest: string;
}

/** What `image-load` of an environment with a registry has left, one file a project. */
export function readPushedImages(folder: string): PushedImage[] {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.json$/.test(name))
    : [];
  if (files.length === 0) {
    throw new UserError(
      'NO_PUSHED_IMAGES',
      `${folder} names no image in a registry`,
      'npx nx run-many -t image-load -c release',
    );
  }
  return files.toSorted().map((name) => {
    const image = JSON.parse(readFileSync(join(folder, name), 'utf8')) as PushedImage;
    const { repository, digest } = image;
    return { host: repository.split('/')[0] ?? '', repository, digest };
  });
}
