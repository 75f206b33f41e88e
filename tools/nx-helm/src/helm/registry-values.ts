import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPushedImage, registryFolder } from '../registry/pushed-images.ts';
import type { ChartOptions } from './chart-options.ts';
import { jsonText } from '../yaml/json-text.ts';
import { readEnvironment } from './environment-file.ts';
import type { Values } from './values.ts';
import { nestedValues } from './values.ts';
import { mergePlainObjects } from '../plain-object.ts';

/**
 * Values that make a release run its images by digest, to be given to Helm after all others; nothing
 * where the environment has no registry. They are no part of the render, whose content tags say the
 * same on a machine that has never seen the registry.
 */
export async function registryValues(
  workspaceRoot: string,
  release: string,
  options: ChartOptions,
): Promise<Values | undefined> {
  const { environment: name, environmentsDirectory, images = {} } = options;
  const environment = readEnvironment(workspaceRoot, environmentsDirectory, name, release);
  if (environment.registry === undefined) return undefined;
  return mergePlainObjects(
    ...Object.entries(images).map(([key, project]) => {
      const { repository, digest } = readPushedImage(workspaceRoot, name, project);
      return nestedValues(key, { repository, digest });
    }),
  );
}

/** The same in a file for `--values`: dist/registry/<environment>/<release>.values.yaml. */
export async function writeRegistryValues(
  workspaceRoot: string,
  release: string,
  options: ChartOptions,
): Promise<string | undefined> {
  const values = await registryValues(workspaceRoot, release, options);
  if (values === undefined) return undefined;
  const folder = registryFolder(workspaceRoot, options.environment);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${release}.values.yaml`);
  await writeFile(file, jsonText(values));
  return file;
}
