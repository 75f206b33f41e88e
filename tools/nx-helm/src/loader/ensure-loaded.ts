import { readImage } from '../image/image-description.ts';
import { openArchive } from '../image/open-archive.ts';
import { openLayout } from '../image/open-layout.ts';
import { NxHelmError } from '../errors.ts';
import type { Loader } from './loader.ts';

export type LoadOutcome = 'present' | 'loaded';

/**
 * A tag names its content and never moves, so an image that is there is the right one, and nothing
 * is read. Otherwise it is put together from the task cache's outputs, and no build is needed.
 */
export async function ensureLoaded(
  loader: Loader,
  reference: string,
  workspaceRoot: string,
  project: string,
): Promise<LoadOutcome> {
  if ((await loader.references()).has(reference)) return 'present';
  await load(loader, workspaceRoot, project);
  if ((await loader.references()).has(reference)) return 'loaded';
  throw new NxHelmError({
    code: 'NXHELM_IMAGE_NOT_LOADED',
    project,
    what: `${loader.name} loaded the archive without an error, but ${reference} is not on the node`,
    command: `npx nx run ${project}:container --skip-nx-cache`,
  });
}

/** Most of an image is that of its base, which the node has: only the rest is sent where that will do. */
async function load(loader: Loader, workspaceRoot: string, project: string): Promise<void> {
  const held = (await loader.heldLayers?.()) ?? new Set();
  const { layers } = readImage(workspaceRoot, project);
  if (layers.some(({ digest }) => held.has(digest))) {
    const layout = await openLayout(workspaceRoot, project, held);
    // What the runtime had a moment ago it may have let go of, or never have had as a whole.
    const isLoaded = await loader.load(layout).then(
      () => true,
      () => false,
    );
    if (isLoaded) return;
  }
  const { bytes } = await openArchive(workspaceRoot, project);
  await loader.load(bytes);
}
