import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readImage } from '../image/image-description.ts';
import type { ChartOptions } from './chart-options.ts';
import type { Environment } from './environment-file.ts';
import { parseValues } from './environment-file.ts';
import type { Values } from './values.ts';
import { nestedValues } from './values.ts';
import { mergePlainObjects } from '../plain-object.ts';

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
  return mergePlainObjects(
    environment.sharedValues,
    environment.releaseValues[project] ?? {},
    chartEnvironmentValues(workspaceRoot, project, options),
    ...images,
  );
}

function builtImage(workspaceRoot: string, project: string): Values {
  const { name, tag } = readImage(workspaceRoot, project);
  return { repository: name, tag };
}

/** Stands for an image where only the chart is looked at, so that a lint needs no image build. */
export function placeholderImage(imagePrefix: string, project: string): Values {
  return { repository: `docker.io/${imagePrefix}/${project}`, tag: 'c-000000000000' };
}

function chartEnvironmentValues(
  workspaceRoot: string,
  project: string,
  { chart, environment }: ChartOptions,
): Values {
  const file = `${chart}/values-${environment}.yaml`;
  const path = join(workspaceRoot, file);
  return existsSync(path) ? parseValues(path, file, project) : {};
}
