import { formatTable } from '@taskora/base/table';
import type { Affected } from '../../change/affected.ts';
import { runAffected } from '../../change/affected.ts';
import { environmentOf, executorOfAny } from '../report.ts';
import { affectedInCluster } from './affected-in-cluster.ts';

export interface AffectedOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly run?: string;
  readonly confirm?: string;
}

export default executorOfAny<AffectedOptions>(async (options, context) => {
  const { root } = context;
  const environment = environmentOf(options.environment, context);
  const affected = await affectedInCluster(context, environment, { isDriftCounted: true });
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
