import type { ExecutorContext } from '@nx/devkit';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReleaseDrift } from '../../drift/drift-report.ts';
import { hasDrift } from '../../drift/drift-report.ts';
import { findReleaseDrift } from '../../drift/find-release-drift.ts';
import { formatDrift } from '../../drift/format-drift.ts';
import { NxHelmError } from '../../errors.ts';
import { readEnvironment } from '../../helm/environment-file.ts';
import { createHelm } from '../../helm/helm.ts';
import type { DeployedRelease } from '../../helm/releases.ts';
import { releasesOf } from '../../helm/releases.ts';
import { explainerFor } from '../../inputs/explain-release.ts';
import { readReleases } from '../../kubernetes/cluster-state.ts';
import { connect } from '../../kubernetes/connect.ts';
import { executor } from '../report.ts';
import { noReleases } from '../workspace-releases.ts';

export interface DriftOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly exitCode?: boolean;
}

/** What was changed outside: in the workspace since, in the release, and in its live objects. */
export default executor<DriftOptions>(async (options, context, project) => {
  const { projects } = context.projectsConfigurations;
  const releases = releasesOf(projects, options.environment);
  if (releases.length === 0) throw noReleases(project);
  const drifts = await Promise.all(releases.map((release) => driftOf(context, release)));
  const text = `${JSON.stringify(drifts, undefined, 2)}\n`;
  if (options.out !== undefined) await writeFile(resolve(context.root, options.out), text);
  console.log(options.json === true ? text : formatDrift(drifts));
  if (options.exitCode === true && drifts.some(hasDrift)) throw drifted(project);
});

async function driftOf(context: ExecutorContext, release: DeployedRelease): Promise<ReleaseDrift> {
  const { root } = context;
  const { project, options } = release;
  const { namespace, programsDirectory, environment, environmentsDirectory } = options;
  const connection = connect(root, options, project);
  const { ignoredManagers } = readEnvironment(root, environmentsDirectory, environment, project);
  const request = {
    ...connection,
    helm: createHelm(root, programsDirectory, project),
    release: project,
    namespace,
    ignoredManagers,
    explainInputs: explainerFor(context, release),
  };
  return findReleaseDrift(request, await readReleases(connection.kubectl));
}

function drifted(project: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_DRIFT',
    project,
    what: 'releases have drifted, as listed above',
    command: 'npx nx run-many -t helm-deploy',
  });
}
