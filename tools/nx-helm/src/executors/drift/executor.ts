import { UserError } from '@taskora/base/errors';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import { formatDrift, hasDrift, leftOutDrift, readReleaseDrift } from '../../release/drift.ts';
import { readLeftOut } from '../../release/left-out.ts';
import { executorOfAny, printAnswer, releasesAsked } from '../report.ts';

export interface DriftOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly exitCode?: boolean;
}

/** What was changed outside: in the workspace since, in the release, and in its live objects. */
export default executorOfAny<DriftOptions>(async (options, context, project) => {
  const { environment, releases, leftOut } = releasesAsked(options.environment, context, project);
  const explain = explainersFor(context, releases, environment);
  const drifts = await Promise.all([
    ...releases.map((release) =>
      readReleaseDrift({
        workspaceRoot: context.root,
        release,
        explainInputs: explain(release),
      }),
    ),
    ...leftOut.map(async (release) =>
      leftOutDrift(release, (await readLeftOut(context.root, release)).warnings),
    ),
  ]);
  await printAnswer(options, context, drifts, () => formatDrift(drifts));
  if (options.exitCode === true && drifts.some(hasDrift)) throw drifted(project);
});

function drifted(project: string): UserError {
  return new UserError(
    'NXHELM_DRIFT',
    'releases have drifted, as listed above',
    'npx nx run-many -t helm-deploy',
    { project },
  );
}
