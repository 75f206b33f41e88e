import type { Loader } from './loader.ts';

/** A tag names its content and never moves, so an image that is there is the right one. */
export async function ensureLoaded(
  loader: Loader,
  reference: string,
  archive: string,
): Promise<'present' | 'loaded' | 'missing'> {
  if ((await loader.references()).has(reference)) return 'present';
  await loader.load(archive);
  return (await loader.references()).has(reference) ? 'loaded' : 'missing';
}
