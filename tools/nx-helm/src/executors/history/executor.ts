import { UserError } from '@taskora/base/errors';
import type { LeftOutRelease } from '../../chart/environment-releases.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { connect } from '../../cluster/connect.ts';
import { describeForeign, readForeignWorkloads } from '../../release/foreign-release.ts';
import { formatHistory } from '../../release/record.ts';
import { readRecords } from '../../release/records.ts';
import { executorOfAny, printAnswer, releasesAsked } from '../report.ts';

export interface HistoryOptions {
  readonly environment?: string;
  readonly release?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** Why each revision of the releases was rolled out, by whom, and how it ended. */
export default executorOfAny<HistoryOptions>(async (options, context, project) => {
  const { releases, leftOut } = releasesAsked(options.environment, context, project);
  // One that is left out may have been deployed before, and its records say until when.
  const all: readonly (DeployedRelease | LeftOutRelease)[] = [...releases, ...leftOut];
  const wanted = all.filter(({ project: name }) => (options.release ?? name) === name);
  if (wanted.length === 0) throw unknown(options.release ?? '', all);
  const histories = await Promise.all(
    wanted.map(async ({ project: release, options: own, ...more }) => {
      const { kubectl } = connect(context.root, own, release);
      const records = await readRecords(kubectl, release);
      const owned = await readForeignWorkloads(kubectl, release);
      return {
        release,
        records,
        ...('leftOut' in more ? { leftOut: more.leftOut } : {}),
        ...(owned.length === 0 ? {} : { foreign: describeForeign(owned) }),
      };
    }),
  );
  const forPeople = () => histories.map(formatHistory).join('\n\n');
  await printAnswer(options, context, histories, forPeople);
});

function unknown(release: string, known: readonly DeployedRelease[]): UserError {
  return new UserError(
    'NXHELM_RELEASE_UNKNOWN',
    `no such release is deployed by this workspace; there are ${known.map(({ project }) => project).join(', ')}`,
    'choose one of them with --release',
    { project: release },
  );
}
