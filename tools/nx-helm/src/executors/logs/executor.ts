import { UserError } from '@taskora/base/errors';
import { untilStopped } from '../../base/interruption.ts';
import { workloadsOf } from '../../chart/manifest-objects.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { followLogs } from '../../cluster/logs.ts';
import { connectRelease, readInstalled, storedManifest } from '../../release/stored-release.ts';
import { executor } from '../report.ts';

export interface LogsOptions extends ClusterOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly tail?: number;
  readonly previous?: boolean;
}

export default executor<LogsOptions>(async (options, { root }, release) => {
  const { since, tail, previous = false } = options;
  const place = connectRelease(root, options, release);
  const { kubectl, followKubectl } = place;
  await readInstalled(place);
  const manifest = await storedManifest(place);
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
