import { NxHelmError } from '../../errors.ts';
import type { ChartOptions } from '../../helm/chart-options.ts';
import type { Outcome } from '../../helm/deploy-request.ts';
import { deploy, kindsOf } from '../../helm/deploy.ts';
import { createHelm } from '../../helm/helm.ts';
import type { FingerprintFile } from '../../helm/manifests.ts';
import { hasObjects, manifestPaths, readFingerprint, readObjects } from '../../helm/manifests.ts';
import { writeRegistryValues } from '../../helm/registry-values.ts';
import type { ClusterState } from '../../kubernetes/cluster-state.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import type { ClusterOptions, Connection } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { secondsSince, writeReport } from '../../task-reports.ts';
import type { Work } from '../report.ts';

export interface HelmDeployOptions extends ChartOptions, ClusterOptions {
  readonly force?: boolean;
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 300;

/** Reads the cluster, for one release or for all of a batch at once. */
type FirstLook = (connection: Connection, root: string, release: string) => Promise<ClusterState>;

export function helmDeploy(batch: readonly string[] = []): Work<HelmDeployOptions> {
  const firstLook = sharedLook(batch);
  return async (options, { root }, release) => {
    const started = Date.now();
    const report = (outcome: Outcome) =>
      writeReport(root, 'deploys', release, { ...outcome, durationSeconds: secondsSince(started) });
    try {
      await report(await deployOne(options, root, release, firstLook));
    } catch (error) {
      const reason = error instanceof NxHelmError ? error.code : 'unknown';
      await report({ release, action: 'failed', revision: 0, reason });
      throw error;
    }
  };
}

async function deployOne(
  options: HelmDeployOptions,
  root: string,
  release: string,
  firstLook: FirstLook,
): Promise<Outcome> {
  const { namespace, programsDirectory } = options;
  const paths = manifestPaths(root, release);
  const rendered = readFingerprint(root, release);
  refuseForeignRender(rendered, options.environment, release);
  const connection = connect(root, options, release);
  const registryFile = await writeRegistryValues(root, release, options);
  const request = {
    helm: createHelm(root, programsDirectory, release),
    ...connection,
    ...rendered,
    objects: readObjects(root, release),
    workspaceRoot: root,
    namespace,
    release,
    chartFolder: paths.chart,
    valuesFiles: [paths.values, ...(registryFile === undefined ? [] : [registryFile])],
    isForced: options.force ?? false,
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
  };
  return deploy(request, firstLook(connection, root, release));
}

/** What was read longer ago may have changed meanwhile, for one by the rollouts of this very batch. */
const lookSeconds = 5;

/** The releases of a batch are decided upon by one reading, if they are in one place. */
function sharedLook(batch: readonly string[]): FirstLook {
  const looks = new Map<string, { readonly at: number; readonly state: Promise<ClusterState> }>();
  return ({ context, kubectl }, root, release) => {
    const place = JSON.stringify([context, kubectl.namespace]);
    const known = looks.get(place);
    if (known !== undefined && secondsSince(known.at) < lookSeconds) return known.state;
    const state = readClusterState(kubectl, allKinds(root, release, batch));
    looks.set(place, { at: Date.now(), state });
    return state;
  };
}

/** Another release of the batch that has no manifests fails by itself, and not this one with it. */
function allKinds(root: string, release: string, batch: readonly string[]): string[] {
  const others = batch.filter((name) => hasObjects(root, name));
  return [...new Set([release, ...others])].flatMap((name) => kindsOf(readObjects(root, name)));
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
