import type { ExecutorContext } from '@nx/devkit';
import { ofProject } from '@taskora/base/errors';
import type { Work } from '../report.ts';
import type { HelmDeployOptions, ImageLoadOptions } from './options.ts';

const containerExecutor = '@taskora/nx-helm:container';

/** Takes images to where pods pull them from, while something else is done. */
export interface Deliveries {
  /** Begins with all images of a release. Who needs them waits for that, and has its error then. */
  begin(options: HelmDeployOptions, context: ExecutorContext): Promise<void>;
  /** Waits for all that was begun, however it ends. */
  ended(): Promise<void>;
}

/** For one release, or for those of a batch, which take each image once. */
export function deliveries(load: Work<ImageLoadOptions>): Deliveries {
  const begun = new Map<string, Promise<void>>();
  return {
    begin: (options, context) => {
      const loads = imagesOfRun(options, context).map((image) => {
        const key = JSON.stringify([options.environment, options.contexts, image]);
        const known = begun.get(key) ?? named(load(options, context, image), image);
        begun.set(key, known);
        return known;
      });
      const delivered = Promise.all(loads).then(() => undefined);
      delivered.catch(() => undefined);
      return delivered;
    },
    ended: async () => void (await Promise.allSettled(begun.values())),
  };
}

/**
 * Those whose images this run has made or found in its cache. A release that is deployed without what its
 * target depends on has had its images delivered by somebody else.
 */
function imagesOfRun(
  { images = {} }: HelmDeployOptions,
  { taskGraph, projectsConfigurations: { projects } }: ExecutorContext,
): string[] {
  const made = new Set(
    Object.values(taskGraph?.tasks ?? {})
      .filter(
        ({ target: { project, target } }) =>
          projects[project]?.targets?.[target]?.executor === containerExecutor,
      )
      .map(({ target }) => target.project),
  );
  return [...new Set(Object.values(images))].filter((image) => made.has(image)).toSorted();
}

async function named(load: Promise<void>, image: string): Promise<void> {
  try {
    await load;
  } catch (error) {
    throw ofProject(error, image);
  }
}
