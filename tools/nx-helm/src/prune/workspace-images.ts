import type { ProjectConfiguration } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder, readImage } from '../image/image-description.ts';
import type { ImageUse } from './image-use.ts';

type Projects = Readonly<Record<string, ProjectConfiguration>>;

const containerExecutor = '@taskora/nx-helm:container';

function optionsOf(projects: Projects, executor: string): Readonly<Record<string, unknown>>[] {
  return Object.values(projects).flatMap(({ targets = {} }) =>
    Object.values(targets)
      .filter((target) => target.executor === executor)
      .map((target) => (target.options ?? {}) as Readonly<Record<string, unknown>>),
  );
}

/** The first parts of the names of all images that this workspace builds. */
export function imagePrefixesOf(projects: Projects): string[] {
  const prefixes = optionsOf(projects, containerExecutor).map(({ imagePrefix }) => imagePrefix);
  return [...new Set(prefixes.filter((prefix) => typeof prefix === 'string'))].sort();
}

/** What was built last may be on its way into the cluster, and the next deploy would ask for it. */
export function lastBuilds(workspaceRoot: string, projects: Projects): ImageUse[] {
  return Object.keys(projects)
    .filter((name) => existsSync(join(imageFolder(workspaceRoot, name), 'image.json')))
    .map((name) => ({
      user: `last build of ${name}`,
      text: readImage(workspaceRoot, name).reference,
    }));
}
