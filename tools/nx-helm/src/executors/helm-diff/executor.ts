import { UserError } from '@taskora/base/errors';
import { readRendered } from '../../chart/manifests.ts';
import type { ChartOptions } from '../../chart/releases.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { leftOutDiff, releaseDiff, releaseDiffText } from '../../release/dry-run.ts';
import { readLeftOut } from '../../release/left-out.ts';
import { connectRelease } from '../../release/stored-release.ts';
import { executor, leftOutOf } from '../report.ts';

export interface HelmDiffOptions extends ChartOptions, ClusterOptions {
  readonly live?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

export default executor<HelmDiffOptions>(async (options, context, release) => {
  const { root } = context;
  const leftOut = leftOutOf(context, options, release);
  if (leftOut !== undefined) {
    const state = await readLeftOut(root, leftOut);
    console.log(
      (options.json ?? false)
        ? JSON.stringify(leftOutDiff(leftOut, state), null, 2)
        : [leftOut.leftOut, ...state.warnings].join('\n'),
    );
    return;
  }
  const difference = await releaseDiff({
    ...connectRelease(root, options, release),
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
