import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { ImageDescription } from './image-description.ts';

/** Where an environment's images are pushed to. */
export interface Registry {
  /** Host with an optional port. */
  readonly host: string;
  /** Path below the host, without slashes around it; may be empty. */
  readonly path: string;
  /** Whether plain HTTP, or a certificate of an unknown authority, is accepted. */
  readonly isInsecure: boolean;
}

const hostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d{1,5})?$/;
const partPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** Reads `localhost:5000/acme`; anything else than such a name could be taken for something else. */
export function parseRegistry(name: string, isInsecure: boolean, file: string): Registry {
  const [host = '', ...parts] = name.split('/');
  if (hostPattern.test(host) && parts.every((part) => partPattern.test(part))) {
    return { host, path: parts.join('/'), isInsecure };
  }
  throw new UserError(
    'NXHELM_REGISTRY_NAME',
    `${file} names the registry ${JSON.stringify(name)}, which is not a host with an optional path`,
    `write nxHelm.registry as "registry.example/team" or "localhost:5000/team" in ${file}`,
  );
}

/** Name of a project's image below the host. */
export function repositoryPath({ path }: Registry, project: string): string {
  return path === '' ? project : `${path}/${project}`;
}

export function repositoryName(registry: Registry, project: string): string {
  return `${registry.host}/${repositoryPath(registry, project)}`;
}

/** dist/registry/<environment>/<project>.json: where the last push found or put an image. */
interface PushedImage {
  /** The reference with the content tag that it belongs to. */
  readonly reference: string;
  readonly repository: string;
  readonly digest: string;
}

export function registryFolder(workspaceRoot: string, environment: string): string {
  return join(workspaceRoot, 'dist', 'registry', environment);
}

export async function writePushedImage(
  workspaceRoot: string,
  environment: string,
  project: string,
  pushed: PushedImage,
): Promise<void> {
  const folder = registryFolder(workspaceRoot, environment);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${project}.json`), `${JSON.stringify(pushed)}\n`);
}

export function readPushedImage(
  workspaceRoot: string,
  environment: string,
  { project, reference }: ImageDescription,
): PushedImage {
  const file = join(registryFolder(workspaceRoot, environment), `${project}.json`);
  const pushed = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as PushedImage)
    : undefined;
  if (pushed?.reference === reference) return pushed;
  throw new UserError(
    'NXHELM_IMAGE_NOT_PUSHED',
    `${reference} has not been pushed for the environment "${environment}"`,
    `npx nx run ${project}:image-load -c ${environment}`,
    { project },
  );
}

/** All that the last pushes of these projects found or put there; those of projects that are gone have stayed. */
export function listPushedImages(
  workspaceRoot: string,
  environment: string,
  projects: readonly string[],
): PushedImage[] {
  const folder = registryFolder(workspaceRoot, environment);
  return projects
    .map((project) => `${project}.json`)
    .filter((name) => existsSync(join(folder, name)))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as PushedImage);
}
