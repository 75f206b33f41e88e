import { NxHelmError } from '../errors.ts';
import type { Loader } from './loader.ts';

export type LoadOutcome = 'present' | 'loaded';

/**
 * A tag names its content and never moves, so an image that is there is the right one, and nothing
 * is read. Otherwise it is put together from the task cache's outputs, and no build is needed. The
 * first look may be one that others have taken just now.
 */
export async function ensureLoaded(
  loader: Loader,
  reference: string,
  workspaceRoot: string,
  project: string,
  firstLook: () => Promise<ReadonlySet<string>> = () => loader.references(),
): Promise<LoadOutcome> {
  if ((await firstLook()).has(reference)) return 'present';
  const { loadArchive } = await import('./load-archive.ts');
  await loadArchive(loader, workspaceRoot, project);
  if ((await loader.references()).has(reference)) return 'loaded';
  throw new NxHelmError({
    code: 'NXHELM_IMAGE_NOT_LOADED',
    project,
    what: `${loader.name} loaded the archive without an error, but ${reference} is not on the node`,
    command: `npx nx run ${project}:container --skip-nx-cache`,
  });
}
