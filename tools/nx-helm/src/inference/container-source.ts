import { posix } from 'node:path';
import type { DeclaredOptions, DeclaredProject } from './project-files.ts';
import type { Inputs } from './target-parts.ts';

/** The Dockerfile that builds the image: the one beside the project, unless it names another. */
export function dockerfileOf(
  found: string,
  projectRoot: string,
  declared: DeclaredOptions = {},
): string {
  return pathOf(declared['file'], projectRoot) ?? found;
}

/** Where a project says itself what its image is built from, that is what its cache has to see. */
export function declaredContainerInputs(
  { root, targetOptions }: DeclaredProject,
  target: string,
): Inputs {
  const declared = targetOptions.get(target) ?? {};
  const file = pathOf(declared['file'], root);
  const context = pathOf(declared['context'], root);
  return [
    ...(file === undefined ? [] : [file, `${file}.dockerignore`]),
    ...(context === undefined ? [] : [posix.join(context, '**/*')]),
  ].map((path) => `{workspaceRoot}/${path}`);
}

/** Relative to the workspace, with the two names that Nx knows in options. */
function pathOf(given: unknown, projectRoot: string): string | undefined {
  if (typeof given !== 'string') return undefined;
  const path = given.replace('{workspaceRoot}', '.').replace('{projectRoot}', projectRoot);
  return posix.normalize(path);
}
