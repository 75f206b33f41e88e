import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import type { RuntimeConfig } from './runtime-config.ts';

/** image.json: what is known about an exported image without opening its archive. */
export interface ImageDescription {
  readonly project: string;
  /** `docker.io/<prefix>/<project>` */
  readonly name: string;
  /** `c-` and the first 12 digits of the content id. */
  readonly tag: string;
  readonly reference: string;
  readonly contentId: string;
  /** Unpacked and merged. */
  readonly sizeBytes: number;
  readonly layers: readonly { readonly digest: string; readonly sizeBytes: number }[];
  readonly config: RuntimeConfig;
}

const tagDigits = 12;

export interface ImageFacts {
  readonly project: string;
  readonly repository: string;
  readonly contentId: string;
  readonly sizeBytes: number;
  readonly layers: readonly { readonly digest: string; readonly sizeBytes: number }[];
  readonly config: RuntimeConfig;
}

export function describeImage(facts: ImageFacts): ImageDescription {
  const tag = `c-${facts.contentId.slice(0, tagDigits)}`;
  return {
    project: facts.project,
    name: facts.repository,
    tag,
    reference: `${facts.repository}:${tag}`,
    contentId: facts.contentId,
    sizeBytes: facts.sizeBytes,
    layers: facts.layers.map(({ digest, sizeBytes }) => ({ digest, sizeBytes })),
    config: facts.config,
  };
}

/** The folder that a project's container target writes. */
export function imageFolder(workspaceRoot: string, project: string): string {
  return join(workspaceRoot, 'dist', 'images', project);
}

export function readImage(workspaceRoot: string, project: string): ImageDescription {
  const file = join(imageFolder(workspaceRoot, project), 'image.json');
  if (!existsSync(file)) {
    throw new NxHelmError({
      code: 'NXHELM_IMAGE_MISSING',
      project,
      what: 'its image has not been built, or its output folder was deleted',
      command: `npx nx run ${project}:container`,
    });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as ImageDescription;
}
