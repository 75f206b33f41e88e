import { readFile } from 'node:fs/promises';
import { NxHelmError } from '../errors.ts';
import { connect } from '../kubernetes/connect.ts';
import type { DeployRequest } from './deploy-request.ts';
import { readEnvironment } from './environment-file.ts';
import type { Helm } from './helm.ts';
import { createHelm } from './helm.ts';
import type { FingerprintFile, ManifestPaths } from './manifests.ts';
import { manifestPaths, readFingerprint, readObjects, renderedObjects } from './manifests.ts';
import { writeRegistryValues } from './registry-values.ts';
import type { ReleaseOptions } from './releases.ts';
import type { Render } from './render.ts';
import { render } from './render.ts';

const defaultTimeoutSeconds = 300;

/** All that is known of a release before the cluster is asked: its render, and where it belongs. */
export async function readRequest(
  workspaceRoot: string,
  release: string,
  options: ReleaseOptions,
): Promise<DeployRequest> {
  const rendered = readFingerprint(workspaceRoot, release);
  refuseForeignRender(rendered, options.environment, release);
  const paths = manifestPaths(workspaceRoot, release);
  const registryFile = await writeRegistryValues(workspaceRoot, release, options);
  const helm = createHelm(workspaceRoot, options.programsDirectory, release);
  const valuesFiles = [paths.values, ...(registryFile === undefined ? [] : [registryFile])];
  const readRender =
    registryFile === undefined
      ? () => readRenders(paths)
      : () => renderAgain(helm, valuesFiles, workspaceRoot, release, options);
  return {
    helm,
    ...connect(workspaceRoot, options, release),
    ...rendered,
    // The cached render has content tags; what runs from a registry is named by digest.
    objects:
      registryFile === undefined
        ? readObjects(workspaceRoot, release)
        : renderedObjects(await readRender()),
    readRender,
    workspaceRoot,
    namespace: options.namespace,
    release,
    chartFolder: paths.chart,
    valuesFiles,
    isForced: options.force ?? false,
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
  };
}

async function readRenders({ install, upgrade }: ManifestPaths): Promise<Render> {
  const [first, later] = await Promise.all([readFile(install, 'utf8'), readFile(upgrade, 'utf8')]);
  return { install: first, upgrade: later };
}

function renderAgain(
  helm: Helm,
  valuesFiles: readonly string[],
  workspaceRoot: string,
  release: string,
  { namespace, environment, environmentsDirectory }: ReleaseOptions,
): Promise<Render> {
  return render(helm, {
    project: release,
    namespace,
    chartFolder: manifestPaths(workspaceRoot, release).chart,
    valuesFiles,
    environment: readEnvironment(workspaceRoot, environmentsDirectory, environment, release),
  });
}

/** The manifests of another environment may lie there from an earlier run. */
function refuseForeignRender(
  { environment }: FingerprintFile,
  wanted: string,
  project: string,
): void {
  if (environment === wanted) return;
  throw new NxHelmError({
    code: 'NXHELM_RENDER_OTHER_ENVIRONMENT',
    project,
    what: `its manifests are rendered for "${environment}", not for "${wanted}"`,
    command: `npx nx run ${project}:helm-template -c ${wanted}`,
  });
}
