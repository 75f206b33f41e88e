import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import type { RuntimeConfig } from './runtime-config.ts';

/** One layer of an image, and who keeps its bytes. */
export interface ImageLayer {
  /** `sha256:` of the uncompressed tar. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** The project whose output has the layer; without it, the image's own. */
  readonly from?: string;
}

/** image.json: what is known about an exported image without opening a layer. */
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
  readonly layers: readonly ImageLayer[];
  /** `sha256:` of config.json, which docker and podman call the image's id. */
  readonly configDigest: string;
  readonly config: RuntimeConfig;
}

const tagDigits = 12;

export interface ImageFacts {
  readonly project: string;
  readonly repository: string;
  readonly contentId: string;
  readonly sizeBytes: number;
  readonly layers: readonly ImageLayer[];
  readonly configDigest: string;
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
    layers: facts.layers,
    configDigest: facts.configDigest,
    config: facts.config,
  };
}

/** The folder that a project's container target writes. */
export function imageFolder(workspaceRoot: string, project: string): string {
  return join(workspaceRoot, 'dist', 'images', project);
}

/** What has to lie there for the image to be put together; a layer's file is named by its digest. */
export function layerFile(workspaceRoot: string, project: string, layer: ImageLayer): string {
  const owner = imageFolder(workspaceRoot, layer.from ?? project);
  return join(owner, 'layers', layerName(layer.digest));
}

export function layerName(digest: string): string {
  return `${digest.replace('sha256:', '')}.tar`;
}

export function configFile(workspaceRoot: string, project: string): string {
  return join(imageFolder(workspaceRoot, project), 'config.json');
}

export function readImage(workspaceRoot: string, project: string): ImageDescription {
  const file = join(imageFolder(workspaceRoot, project), 'image.json');
  if (!existsSync(file)) {
    throw new NxHelmError({
      code: 'NXHELM_IMAGE_MISSING',
      project,
      what: 'its image has not been built, or its output folder was deleted and so was what the cache of Nx kept of it',
      // Nx remembers a task whose files are gone, and would restore nothing without a word.
      command: `npx nx reset, then npx nx run ${project}:container`,
    });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as ImageDescription;
}
