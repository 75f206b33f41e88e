import { formatTable } from '@taskora/base/table';
import type { Affected } from '../../change/affected.ts';
import { affectedReleases, runAffected } from '../../change/affected.ts';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import { environmentReleases } from '../../chart/environment-releases.ts';
import { connect } from '../../cluster/connect.ts';
import { driftReader } from '../../release/drift-reader.ts';
import { readHistory } from '../../release/records.ts';
import { environmentOf, executorOfAny, workspaceOf } from '../report.ts';

export interface AffectedOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly run?: string;
  readonly confirm?: string;
}

export default executorOfAny<AffectedOptions>(async (options, context) => {
  const { root } = context;
  const environment = environmentOf(options.environment, context);
  const { deployed: releases, leftOut } = environmentReleases(workspaceOf(context), environment);
  const reader = driftReader(root, releases);
  const revisions = new Map(
    await Promise.all(
      releases.map(async (release) => {
        const { project } = release;
        return [project, (await reader.releasesOf(release)).get(project) ?? []] as const;
      }),
    ),
  );
  const explain = explainersFor(context, releases, environment);
  const affected = await affectedReleases({
    workspaceRoot: root,
    releases,
    leftOut,
    revisionsOf: ({ project }) => revisions.get(project) ?? [],
    ...(environment === undefined ? {} : { environment }),
    projectGraph: context.projectGraph,
    liveDrift: async (release) => (await reader.driftOf(release)).live,
    changedInputs: async (release) => {
      const { kubectl } = connect(root, release.options, release.project);
      const { inputs } = await readHistory(kubectl, release.project);
      return inputs === undefined ? undefined : (await explain(release)(inputs)).changes;
    },
    onProgress: (text) => console.error(`affected: ${text}`),
  });
  console.log(options.json === true ? JSON.stringify(affected, undefined, 2) : formatted(affected));
  if (options.run !== undefined && options.run !== '') {
    await runAffected(root, options.run, affected, environment, options.confirm);
  }
});

function stateOf({ affected, kept, leftOut }: Affected['releases'][number]): string {
  if (leftOut !== undefined) return 'left out';
  if (affected) return 'affected';
  return kept === undefined ? 'as deployed' : 'kept';
}

function formatted({ base, releases }: Affected): string {
  const rows = releases.map((release) => [
    release.project,
    stateOf(release),
    release.leftOut ?? release.kept ?? release.reasons.join('; '),
  ]);
  return [
    formatTable([['release', '', 'why'], ...rows]),
    '',
    base === null
      ? 'No release names a commit of this history.'
      : `Oldest deployed commit: ${base}`,
  ].join('\n');
}
