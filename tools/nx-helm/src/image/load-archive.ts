import { messageOf } from '@taskora/base/errors';
import { openArchive, openLayout } from './archive.ts';
import { readImage } from './image-description.ts';
import type { Loader } from './loader.ts';

/** Most of an image is that of its base, which the node has: only the rest is sent where that will do. */
export async function loadArchive(
  loader: Loader,
  workspaceRoot: string,
  project: string,
): Promise<void> {
  if (await isLoadedWithoutPresentLayers(loader, workspaceRoot, project)) return;
  const { bytes } = await openArchive(workspaceRoot, project);
  await loader.load(bytes);
}

/**
 * A runtime may let go of a layer between its answer and the load, so it is asked again afterwards;
 * a name without all its layers does not stay.
 */
async function isLoadedWithoutPresentLayers(
  loader: Loader,
  workspaceRoot: string,
  project: string,
): Promise<boolean> {
  const { reference, layers } = readImage(workspaceRoot, project);
  const present = (await loader.presentLayers?.()) ?? new Set();
  if (!layers.some(({ digest }) => present.has(digest))) return false;
  try {
    await loader.load(await openLayout(workspaceRoot, project, present));
    const now = (await loader.presentLayers?.()) ?? new Set();
    if (layers.every(({ digest }) => now.has(digest))) return true;
  } catch (error) {
    console.log(`${project}: its own layers alone could not be loaded, ${messageOf(error)}`);
  }
  await loader.remove([reference]);
  return false;
}
