import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Values } from '../base/plain-object.ts';
import { mergePlainObjects, nestedValues } from '../base/plain-object.ts';
import { jsonText } from '../base/read-yaml.ts';
import { readImage } from '../image/image-description.ts';
import { readPushedImage, registryFolder } from '../image/registry.ts';
import type { Environment } from './environment-file.ts';
import { parseValues } from './environment-file.ts';
import type { ChartOptions } from './releases.ts';

/** All values besides the chart's own: of the environment, and the images by their content tags. */
export function releaseValues(
  workspaceRoot: string,
  project: string,
  options: ChartOptions,
  environment: Environment,
  imageOf: (project: string) => Values = (name) => builtImage(workspaceRoot, name),
): Values {
  const images = Object.entries(options.images ?? {}).map(([key, name]) =>
    nestedValues(key, imageOf(name)),
  );
  const { chart, remote } = options;
  // The chart knows the environment that a preview is one of, and no preview.
  const known = environment.previewOf?.environment ?? options.environment;
  return mergePlainObjects(
    // What is shared are names of this workspace's charts; to others they mean something else, or nothing.
    remote === undefined
      ? environment.sharedValues
      : fileValues(workspaceRoot, `${chart}/values.yaml`, project),
    environment.releaseValues[project] ?? {},
    fileValues(workspaceRoot, `${chart}/values-${known}.yaml`, project),
    ...images,
  );
}

function builtImage(workspaceRoot: string, project: string): Values {
  const { name, tag } = readImage(workspaceRoot, project);
  return { repository: name, tag };
}

/** Stands for an image where only the chart is checked, so that a lint needs no image build. */
export function placeholderImage(imagePrefix: string, project: string): Values {
  return { repository: `docker.io/${imagePrefix}/${project}`, tag: 'c-000000000000' };
}

function fileValues(workspaceRoot: string, file: string, project: string): Values {
  const path = join(workspaceRoot, file);
  return existsSync(path) ? parseValues(path, file, project) : {};
}

/**
 * Values that make a release run its images by digest, to be given to Helm after all others; nothing
 * where the environment has no registry. They are no part of the render, whose content tags say the
 * same on a machine that has never seen the registry.
 */
export function registryValues(
  workspaceRoot: string,
  images: ChartOptions['images'] = {},
  { name, registry }: Environment,
): Values | undefined {
  if (registry === undefined) return undefined;
  return mergePlainObjects(
    ...Object.entries(images).map(([key, project]) => {
      const image = readImage(workspaceRoot, project);
      const { repository, digest } = readPushedImage(workspaceRoot, name, image);
      return nestedValues(key, { repository, digest });
    }),
  );
}

/** The same in a file for `--values`: dist/registry/<environment>/<release>.values.yaml. */
export async function writeRegistryValues(
  workspaceRoot: string,
  release: string,
  images: ChartOptions['images'],
  environment: Environment,
): Promise<string | undefined> {
  const values = registryValues(workspaceRoot, images, environment);
  if (values === undefined) return undefined;
  const folder = registryFolder(workspaceRoot, environment.name);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${release}.values.yaml`);
  await writeFile(file, jsonText(values));
  return file;
}
