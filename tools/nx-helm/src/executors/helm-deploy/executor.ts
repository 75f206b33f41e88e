import { NxHelmError } from '../../errors.ts';
import type { ChartOptions } from '../../helm/chart-options.ts';
import type { Outcome } from '../../helm/deploy.ts';
import { deploy } from '../../helm/deploy.ts';
import { createHelm } from '../../helm/helm.ts';
import type { FingerprintFile } from '../../helm/manifests.ts';
import { manifestPaths, readFingerprint } from '../../helm/manifests.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { secondsSince, writeReport } from '../../task-reports.ts';
import { executor } from '../report.ts';

export interface HelmDeployOptions extends ChartOptions, ClusterOptions {
  readonly force?: boolean;
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 300;

export default executor<HelmDeployOptions>(async (options, { root }, release) => {
  const started = Date.now();
  const { namespace, programsDirectory } = options;
  const paths = manifestPaths(root, release);
  const report = (outcome: Outcome) =>
    writeReport(root, 'deploys', release, { ...outcome, durationSeconds: secondsSince(started) });
  try {
    const rendered = readFingerprint(root, release);
    refuseForeignRender(rendered, options.environment, release);
    const { context, kubectl } = connect(root, options, release);
    const outcome = await deploy({
      helm: createHelm(root, programsDirectory, release),
      kubectl,
      workspaceRoot: root,
      context,
      namespace,
      release,
      chartFolder: paths.chart,
      valuesFile: paths.values,
      fingerprint: rendered.fingerprint,
      workloads: rendered.workloads,
      isForced: options.force ?? false,
      timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
    });
    await report(outcome);
  } catch (error) {
    const reason = error instanceof NxHelmError ? error.code : 'unknown';
    await report({ release, action: 'failed', revision: 0, reason });
    throw error;
  }
});

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
