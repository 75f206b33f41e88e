import { UserError } from '@taskora/base/errors';
import { untilStopped } from '../../base/interruption.ts';
import { createHelm } from '../../chart/helm.ts';
import { workloadsOf } from '../../chart/manifest-objects.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { followLogs } from '../../cluster/logs.ts';
import { notInstalled, storedManifest } from '../../release/stored-release.ts';
import { executor } from '../report.ts';

export interface LogsOptions extends ClusterOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly tail?: number;
  readonly previous?: boolean;
}

export default executor<LogsOptions>(async (options, { root }, release) => {
  const { namespace, programsDirectory, since, tail, previous = false } = options;
  const { context, kubectl, followKubectl } = connect(root, options, release);
  const { releases } = await readClusterState(kubectl);
  if (!releases.has(release)) throw notInstalled(release, namespace, context);
  const helm = createHelm(root, programsDirectory, release);
  const manifest = await storedManifest({ helm, release, namespace, context });
  let lines = 0;
  await untilStopped((stop) =>
    followLogs({
      kubectl,
      followKubectl,
      selectors: workloadsOf(manifest).map(({ podLabels }) => podLabels),
      ...(since === undefined ? {} : { since }),
      ...(tail === undefined ? {} : { tail }),
      isPrevious: previous,
      // What a container wrote before its restart does not go on.
      isFollowing: (options.follow ?? true) && !previous,
      stop,
      write: (line) => {
        lines += 1;
        console.log(line);
      },
      say: (message) => console.error(`${release}: ${message}`),
    }),
  );
  if (previous && lines === 0) throw noPrevious(release);
});

function noPrevious(release: string): UserError {
  return new UserError(
    'NXHELM_NO_PREVIOUS_LOGS',
    'no container of its pods has restarted, or its earlier log is gone',
    `npx nx run ${release}:logs --follow=false`,
    { project: release },
  );
}
