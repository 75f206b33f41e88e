import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';

/** An image as it is in a registry: what an SBOM and a provenance are made for. */
export interface PushedImage {
  readonly host: string;
  readonly repository: string;
  readonly digest: string;
}

/** What `image-load` leaves of an image: `reference` is its name before it was pushed. */
const pushedSchema = z.object({
  reference: z.string(),
  repository: z.string(),
  digest: z.string(),
});

/** What `image-load` of an environment with a registry has left, one file a project. */
export function readPushed(folder: string): z.infer<typeof pushedSchema>[] {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.json$/.test(name))
    : [];
  return files
    .toSorted()
    .map((name) => pushedSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** The images of a release, of which there is at least one. */
export function readPushedImages(folder: string): PushedImage[] {
  const pushed = readPushed(folder);
  if (pushed.length === 0) {
    throw new UserError(
      'NO_PUSHED_IMAGES',
      `${folder} names no image in a registry`,
      'npx nx run-many -t image-load -c release',
    );
  }
  return pushed.map(({ repository, digest }) => ({
    host: repository.split('/')[0] ?? '',
    repository,
    digest,
  }));
}
