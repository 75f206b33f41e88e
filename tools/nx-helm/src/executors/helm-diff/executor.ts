import { NxHelmError } from '../../errors.ts';
import type { ChartOptions } from '../../helm/chart-options.ts';
import { createHelm } from '../../helm/helm.ts';
import { readRendered } from '../../helm/manifests.ts';
import { releaseDiff } from '../../helm/release-diff.ts';
import { releaseDiffText } from '../../helm/release-diff-text.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { executor } from '../report.ts';

export interface HelmDiffOptions extends ChartOptions, ClusterOptions {
  readonly live?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

export default executor<HelmDiffOptions>(async (options, { root }, release) => {
  const { context, kubectl } = connect(root, options, release);
  const difference = await releaseDiff({
    helm: createHelm(root, options.programsDirectory, release),
    kubectl,
    release,
    namespace: options.namespace,
    context,
    rendered: readRendered(root, release, options.environment),
    isLive: options.live ?? false,
  });
  console.log(
    (options.json ?? false) ? JSON.stringify(difference, null, 2) : releaseDiffText(difference),
  );
  if ((options.exitCode ?? false) && difference.isDifferent) throw different(release);
});

function different(release: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_DIFFERENT',
    project: release,
    what: 'a deploy would change something, and --exitCode asks to fail then',
    command: `npx nx run ${release}:helm-deploy`,
  });
}
