import { posix } from 'node:path';
import { NxHelmError } from '../errors.ts';
import type { DeclaredOptions, DeclaredProject } from './project-files.ts';
import { linkedInputs } from './linked-files.ts';
import type { Inputs } from './target-parts.ts';

type Place = Pick<DeclaredProject, 'name' | 'root'>;

/** The Dockerfile that builds the image: the one beside the project, unless it names another. */
export function dockerfileOf(found: string, place: Place, declared: DeclaredOptions = {}): string {
  return pathOf('file', place, declared) ?? found;
}

/**
 * Where a project says itself in project.json what its image is built from, that is what its cache
 * has to see. What a target's configurations or nx.json's targetDefaults say is not looked at.
 */
export function declaredContainerInputs(
  workspaceRoot: string,
  project: DeclaredProject,
  target: string,
): Inputs {
  const declared = project.targetOptions.get(target) ?? {};
  const file = pathOf('file', project, declared);
  const context = pathOf('context', project, declared);
  const files = file === undefined ? [] : [file, `${file}.dockerignore`];
  const folders = context === undefined ? [] : [posix.join(context, '**/*')];
  const named = [...files, ...folders].map((path) => `{workspaceRoot}/${path}`);
  return [...named, ...linkedInputs(workspaceRoot, files)];
}

/** Relative to the workspace, with the names that Nx knows in options. */
function pathOf(
  option: string,
  { name, root }: Place,
  declared: DeclaredOptions,
): string | undefined {
  const given = declared[option];
  if (given === undefined) return undefined;
  const path = posix.normalize(
    String(given)
      .replaceAll('{workspaceRoot}', '.')
      .replaceAll('{projectRoot}', root)
      .replaceAll('{projectName}', name),
  );
  const isInside = given !== '' && !posix.isAbsolute(path) && !/^\.\.(\/|$)/.test(path);
  if (typeof given === 'string' && isInside) return path;
  throw new NxHelmError({
    code: 'NXHELM_SOURCE_OUTSIDE',
    project: name,
    what: `the option ${option} of its image is ${JSON.stringify(given)}, which is no path in the workspace`,
    command: `correct the container target in the project.json of ${name}`,
  });
}
