import type { Environment } from './environment-file.ts';
import { createHelm } from './helm.ts';
import { manifestPaths, readRendered } from './manifests.ts';
import { writeRegistryValues } from './release-values.ts';
import type { DeployedRelease } from './releases.ts';
import { render } from './render.ts';

/** As a deploy would apply it to what runs: by digest, where the environment has a registry. */
export async function renderedText(
  root: string,
  { project, options }: DeployedRelease,
  environment: Environment,
): Promise<string> {
  const file = await writeRegistryValues(root, project, options.images, environment);
  if (file === undefined) return readRendered(root, project, environment.name).upgrade;
  const { namespace, chart, programsDirectory } = options;
  const { values, chart: chartFolder } = manifestPaths(root, project);
  const helm = createHelm(root, programsDirectory, project);
  const valuesFiles = [values, file];
  const request = { project, namespace, chart, chartFolder, valuesFiles, environment };
  return (await render(helm, request)).upgrade;
}
