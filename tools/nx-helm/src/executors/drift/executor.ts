import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { explainerFor } from '../../change/snapshot-inputs.ts';
import { releasesOf } from '../../chart/releases.ts';
import { formatDrift, hasDrift, readReleaseDrift } from '../../release/drift.ts';
import { environmentOf, executorOfAny, noReleases } from '../report.ts';

export interface DriftOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly exitCode?: boolean;
}

/** What was changed outside: in the workspace since, in the release, and in its live objects. */
export default executorOfAny<DriftOptions>(async (options, context, project) => {
  const { projects } = context.projectsConfigurations;
  const environment = environmentOf(options.environment, context);
  const releases = releasesOf(projects, environment);
  if (releases.length === 0) throw noReleases(project);
  const drifts = await Promise.all(
    releases.map((release) =>
      readReleaseDrift({
        workspaceRoot: context.root,
        release,
        explainInputs: explainerFor(context, release, environment),
      }),
    ),
  );
  const text = `${JSON.stringify(drifts, undefined, 2)}\n`;
  if (options.out !== undefined) await writeFile(resolve(context.root, options.out), text);
  console.log(options.json === true ? text : formatDrift(drifts));
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
