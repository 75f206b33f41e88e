import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { releasesOf } from '../../chart/releases.ts';
import { connect } from '../../cluster/connect.ts';
import { formatHistory } from '../../release/record.ts';
import { readRecords } from '../../release/records.ts';
import { environmentOf, executorOfAny, noReleases } from '../report.ts';

export interface HistoryOptions {
  readonly environment?: string;
  readonly release?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** Why each revision of the releases was rolled out, by whom, and how it ended. */
export default executorOfAny<HistoryOptions>(async (options, context, project) => {
  const { root, projectsConfigurations } = context;
  const all = releasesOf(
    projectsConfigurations.projects,
    environmentOf(options.environment, context),
  );
  if (all.length === 0) throw noReleases(project);
  const wanted = all.filter(({ project: name }) => (options.release ?? name) === name);
  if (wanted.length === 0)
    throw unknown(
      options.release ?? '',
      all.map((each) => each.project),
    );
  const histories = await Promise.all(
    wanted.map(async ({ project: release, options: own }) => {
      const { kubectl } = connect(root, own, release);
      return { release, records: await readRecords(kubectl, release) };
    }),
  );
  const text = `${JSON.stringify(histories, undefined, 2)}\n`;
  if (options.out !== undefined) await writeFile(resolve(root, options.out), text);
  console.log(options.json === true ? text : histories.map(formatHistory).join('\n\n'));
});

function unknown(release: string, known: readonly string[]): UserError {
  return new UserError(
    'NXHELM_RELEASE_UNKNOWN',
    `no such release is deployed by this workspace; there are ${known.join(', ')}`,
    'choose one of them with --release',
    { project: release },
  );
}
