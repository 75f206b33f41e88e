import { UserError } from '@taskora/base/errors';
import { createHelm } from '../../chart/helm.ts';
import { readRendered } from '../../chart/manifests.ts';
import type { ChartOptions } from '../../chart/releases.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { releaseDiff, releaseDiffText } from '../../release/release-diff.ts';
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

function different(release: string): UserError {
  return new UserError(
    'NXHELM_DIFFERENT',
    'a deploy would change something (--exitCode)',
    `npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}
