import { UserError } from '@taskora/base/errors';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import type { Releases } from '../../cluster/cluster-state.ts';
import { connect } from '../../cluster/connect.ts';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import { formatDrift, hasDrift, leftOutDrift } from '../../release/drift.ts';
import { driftReader } from '../../release/drift-reader.ts';
import { readForeignDrift, readForeignWorkloads } from '../../release/foreign-release.ts';
import { readLeftOut } from '../../release/left-out.ts';
import { standingOf } from '../../release/standing.ts';
import { incomplete, renderReleases } from '../plan/plan-environment.ts';
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
  const reader = driftReader(context.root, releases);
  const found = await Promise.all(
    releases.map(async (release) =>
      foreignOf(context.root, release, await reader.releasesOf(release)),
    ),
  );
  const handed = releases.filter((_release, index) => (found[index]?.length ?? 0) > 0);
  const failures = await renderReleases(context, handed, environment);
  if (failures.length > 0) throw incomplete(failures, project);
  const drifts = await Promise.all([
    ...releases.map((release, index) => {
      const foreign = found[index] ?? [];
      if (foreign.length > 0) return readForeignDrift(context.root, release, foreign);
      return reader.driftOf(release, explain(release));
    }),
    ...leftOut.map(async (release) =>
      leftOutDrift(release, (await readLeftOut(context.root, release)).warnings),
    ),
  ]);
  await printAnswer(options, context, drifts, () => formatDrift(drifts));
  if (options.exitCode === true && drifts.some(hasDrift)) throw drifted(project);
});

/** Where Helm knows nothing of the release, its workloads of another program. */
async function foreignOf(
  root: string,
  { project, options }: DeployedRelease,
  known: Releases,
): Promise<readonly KubernetesObject[]> {
  const { isInstalled } = standingOf({ revisions: known.get(project) });
  if (isInstalled) return [];
  return readForeignWorkloads(connect(root, options, project).kubectl, project);
}

function drifted(project: string): UserError {
  return new UserError(
    'NXHELM_DRIFT',
    'releases have drifted, as listed above',
    'npx nx run-many -t helm-deploy',
    { project },
  );
}
