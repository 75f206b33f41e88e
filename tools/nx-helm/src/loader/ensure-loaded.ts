import { readImage } from '../image/image-description.ts';
import { openArchive } from '../image/open-archive.ts';
import { openLayout } from '../image/open-layout.ts';
import { NxHelmError, messageOf } from '../errors.ts';
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
  if (await isLoadedWithoutHeldLayers(loader, workspaceRoot, project)) return;
  const { bytes } = await openArchive(workspaceRoot, project);
  await loader.load(bytes);
}

/**
 * A runtime may let go of a layer between its answer and the load, so it is asked again afterwards;
 * a name without all its layers does not stay.
 */
async function isLoadedWithoutHeldLayers(
  loader: Loader,
  workspaceRoot: string,
  project: string,
): Promise<boolean> {
  const { reference, layers } = readImage(workspaceRoot, project);
  const held = (await loader.heldLayers?.()) ?? new Set();
  if (!layers.some(({ digest }) => held.has(digest))) return false;
  try {
    await loader.load(await openLayout(workspaceRoot, project, held));
    const now = (await loader.heldLayers?.()) ?? new Set();
    if (layers.every(({ digest }) => now.has(digest))) return true;
  } catch (error) {
    console.log(`${project}: its own layers alone could not be loaded, ${messageOf(error)}`);
  }
  await loader.remove([reference]);
  return false;
}
