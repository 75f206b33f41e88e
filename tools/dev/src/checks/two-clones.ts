import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { copyCheckout, runNxOf } from './other-checkout.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { checkWarmBuildIn } from './warm-build.ts';
import { workspaceRoot } from '../environment.ts';

const imageSchema = z.object({ reference: z.string(), contentId: z.string() });

/** A folder whose name begins with a dot is a draft of an export that was cut off. */
function builtImages(folder: string): string[] {
  return (existsSync(folder) ? readdirSync(folder) : []).filter((name) => !name.startsWith('.'));
}

function contentIds(checkout: string): Map<string, string> {
  const images = join(checkout, 'dist', 'images');
  return new Map(
    builtImages(images).map((name) => {
      const text = readFileSync(join(images, name, 'image.json'), 'utf8');
      return [name, imageSchema.parse(JSON.parse(text)).contentId];
    }),
  );
}

export type ContentIds = ReadonlyMap<string, string>;

/**
 * Refuses images that another build of the same sources makes otherwise: then either the cache gave out what
 * these sources do not make, or the build is not reproducible. Neither may be published.
 */
export function refuseDifferent(here: ContentIds, there: ContentIds): void {
  if (here.size === 0) {
    throw new UserError(
      'NO_IMAGES_BUILT',
      'dist/images has no image',
      'npx nx run-many -t container',
    );
  }
  const different = [...here].filter(([name, contentId]) => {
    const isSame = there.get(name) === contentId;
    console.log(`${isSame ? 'same     ' : 'DIFFERENT'} ${name} ${contentId.slice(0, 12)}`);
    return !isSame;
  });
  if (different.length === 0) return;
  const named = different.map(
    ([name, contentId]) =>
      `${name} is ${contentId.slice(0, 12)} here and ${there.get(name)?.slice(0, 12) ?? 'none'} when built again`,
  );
  throw new UserError(
    'IMAGE_REBUILT_OTHERWISE',
    named.join(', '),
    'delete the cache of the tasks (npx nx reset; gh cache delete --all; the entries of a remote cache), then build and compare again',
  );
}

/** Base images run commands as they are built, which an engine does in any case. */
const isBase = (name: string): boolean => name.startsWith('image-');

/**
 * Builds the images that are here once more in a clone at another path, without any cache, and compares: as
 * they are built here, and those of services by an engine too, whatever the plugin can do without one.
 * With rounds, the edits of the check of warm builds are made there too: its first build is done then.
 */
export function checkTwoClones(warmRounds: number): Promise<number> {
  const here = contentIds(workspaceRoot);
  const names = [...here.keys()];
  return withTemporaryFolder('another-path', async (folder) => {
    await copyCheckout(folder);
    const failed = await buildIn(folder, names, '--skip-nx-cache');
    if (failed !== 0) return failed;
    refuseDifferent(here, contentIds(folder));
    const ofServices = names.filter((name) => !isBase(name));
    // What they hold is built already.
    const byEngine = ['--builder=engine', '--excludeTaskDependencies'];
    const failedByEngine = await buildIn(folder, ofServices, ...byEngine);
    if (failedByEngine !== 0) return failedByEngine;
    refuseDifferent(here, contentIds(folder));
    return warmRounds === 0 ? 0 : checkWarmBuildIn(folder, warmRounds);
  });
}

/** Builds images in another checkout, and returns the exit code. */
async function buildIn(
  folder: string,
  names: readonly string[],
  ...options: readonly string[]
): Promise<number> {
  const build = ['run-many', '-t', 'container', '-p', names.join(','), ...options];
  const { exitCode } = await runNxOf(folder, [...build, '--output-style=static'], {
    inherit: true,
  });
  return exitCode;
}
