import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import { readEnvironment } from '../../helm/environment-file.ts';
import { manifestPaths } from '../../helm/manifests.ts';
import { resolveProgram } from '../../process/program.ts';
import { notFoundExitCode, run } from '../../process/run.ts';
import { executor } from '../report.ts';

export interface KubeconformOptions {
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly programsDirectory: string;
  readonly schemasDirectory: string;
}

export default executor<KubeconformOptions>(async (options, { root }, project) => {
  const { environmentsDirectory, programsDirectory, schemasDirectory } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const schemas = isAbsolute(schemasDirectory) ? schemasDirectory : join(root, schemasDirectory);
  if (!existsSync(schemas)) {
    throw new NxHelmError({
      code: 'NXHELM_SCHEMAS_MISSING',
      project,
      what: `there are no Kubernetes schemas in ${schemasDirectory}`,
      command:
        'run the target that makes them, or name their folder in the option schemasDirectory',
    });
  }
  const { install, upgrade } = manifestPaths(root, project);
  const result = await run(resolveProgram('kubeconform', root, programsDirectory), [
    '-strict',
    '-summary',
    '-kubernetes-version',
    environment.kubeVersion,
    '-schema-location',
    schemas,
    install,
    upgrade,
  ]);
  if (result.exitCode === 0) return console.log(`${project}: ${result.stdout.trim()}`);
  throw new NxHelmError({
    code:
      result.exitCode === notFoundExitCode
        ? 'NXHELM_KUBECONFORM_MISSING'
        : 'NXHELM_MANIFEST_INVALID',
    project,
    what: `kubeconform: ${(result.stdout + result.stderr).trim()}`,
    command:
      result.exitCode === notFoundExitCode
        ? `install kubeconform, or put it into ${programsDirectory}`
        : `correct the chart, then npx nx run ${project}:kubeconform`,
  });
});
