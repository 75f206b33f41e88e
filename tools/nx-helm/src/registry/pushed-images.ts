import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import { readImage } from '../image/image-description.ts';

/** dist/registry/<environment>/<project>.json: where the last push found or put an image. */
export interface PushedImage {
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
  project: string,
): PushedImage {
  const file = join(registryFolder(workspaceRoot, environment), `${project}.json`);
  const { reference } = readImage(workspaceRoot, project);
  const pushed = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as PushedImage)
    : undefined;
  if (pushed?.reference === reference) return pushed;
  throw new NxHelmError({
    code: 'NXHELM_IMAGE_NOT_PUSHED',
    project,
    what: `${reference} has not been pushed for the environment "${environment}"`,
    command: `npx nx run ${project}:image-load -c ${environment}`,
  });
}
