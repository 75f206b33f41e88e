import { readEnvironment } from '../chart/environment-file.ts';
import type { Helm } from '../chart/helm.ts';
import { createHelm } from '../chart/helm.ts';
import {
  assertSameRender,
  manifestPaths,
  readFingerprint,
  readObjects,
  readRendered,
  refuseForeignRender,
  renderedObjects,
} from '../chart/manifests.ts';
import { writeRegistryValues } from '../chart/release-values.ts';
import type { ReleaseOptions } from '../chart/releases.ts';
import type { Render } from '../chart/render.ts';
import { render } from '../chart/render.ts';
import { connect, refuseOtherNamespace } from '../cluster/connect.ts';
import type { DeployRequest } from './deploy-request.ts';

const defaultTimeoutSeconds = 300;

/** All that is known of a release before the cluster is asked: its render, and where it belongs. */
export async function readRequest(
  workspaceRoot: string,
  release: string,
  options: ReleaseOptions,
): Promise<DeployRequest> {
  const rendered = readFingerprint(workspaceRoot, release);
  refuseForeignRender(rendered, options.environment, release);
  const { place = {} } = rendered;
  refuseOtherNamespace(options.namespace, place.namespace, release);
  const paths = manifestPaths(workspaceRoot, release);
  const registryFile = await writeRegistryValues(workspaceRoot, release, options);
  const helm = createHelm(workspaceRoot, options.programsDirectory, release);
  const valuesFiles = [paths.values, ...(registryFile === undefined ? [] : [registryFile])];
  const readRender =
    registryFile === undefined
      ? () => Promise.resolve(readRendered(workspaceRoot, release, options.environment))
      : () => renderAgain(helm, valuesFiles, workspaceRoot, release, options);
  return {
    helm,
    ...connect(workspaceRoot, { ...options, ...place, namespace: options.namespace }, release),
    ...rendered,
    // The cached render has content tags; what runs from a registry is named by digest.
    objects:
      registryFile === undefined
        ? readObjects(workspaceRoot, release)
        : renderedObjects(await readRender()),
    readRender,
    assertRendered: () =>
      assertSameRender(rendered, readFingerprint(workspaceRoot, release), release),
    workspaceRoot,
    namespace: options.namespace,
    release,
    chartFolder: paths.chart,
    valuesFiles,
    isForced: options.force ?? false,
    isRemovalAllowed: options.allowRemoval ?? false,
    isNamespaceBound: place.namespace !== undefined,
    ...(options.fromEnvironment === undefined ? {} : { fromEnvironment: options.fromEnvironment }),
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
  };
}

function renderAgain(
  helm: Helm,
  valuesFiles: readonly string[],
  workspaceRoot: string,
  release: string,
  { chart, namespace, environment, environmentsDirectory }: ReleaseOptions,
): Promise<Render> {
  return render(helm, {
    project: release,
    namespace,
    chart,
    chartFolder: manifestPaths(workspaceRoot, release).chart,
    valuesFiles,
    environment: readEnvironment(workspaceRoot, environmentsDirectory, environment, release),
  });
}
