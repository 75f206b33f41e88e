import { readEnvironment } from '../helm/environment-file.ts';
import type { ExplainInputs } from '../helm/deploy-request.ts';
import { createHelm } from '../helm/helm.ts';
import type { DeployedRelease } from '../helm/releases.ts';
import type { Releases } from '../kubernetes/cluster-state.ts';
import { readReleases } from '../kubernetes/cluster-state.ts';
import { connect } from '../kubernetes/connect.ts';
import type { ReleaseDrift } from './drift-report.ts';
import { findReleaseDrift } from './find-release-drift.ts';

export interface DriftQuestion {
  readonly workspaceRoot: string;
  readonly release: DeployedRelease;
  /** Where they have been read already. */
  readonly releases?: Releases;
  /** Left out where only the cluster is of interest: finding out what the inputs are takes longest. */
  readonly explainInputs?: ExplainInputs;
}

/** The drift of a release as its deploy target describes it. */
export async function readReleaseDrift(question: DriftQuestion): Promise<ReleaseDrift> {
  const { workspaceRoot, release, explainInputs } = question;
  const { project, options } = release;
  const { namespace, programsDirectory, environment, environmentsDirectory } = options;
  const connection = connect(workspaceRoot, options, project);
  const { ignoredManagers } = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    environment,
    project,
  );
  const request = {
    ...connection,
    helm: createHelm(workspaceRoot, programsDirectory, project),
    release: project,
    namespace,
    ignoredManagers,
    ...(explainInputs === undefined ? {} : { explainInputs }),
  };
  return findReleaseDrift(request, question.releases ?? (await readReleases(connection.kubectl)));
}
