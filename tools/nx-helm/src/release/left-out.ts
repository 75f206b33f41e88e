import { messageOf, UserError } from '@taskora/base/errors';
import type { LeftOutRelease } from '../chart/environment-releases.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import { connect } from '../cluster/connect.ts';
import { standingOf } from './standing.ts';
import { otherEnvironment } from './stored-release.ts';

/** What a cluster has of a release that the environment leaves out. */
export interface LeftOutState {
  /** 0 where nothing is installed. */
  readonly revision: number;
  /** What is worth a warning, in one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Asks the cluster whether a release that is left out is installed all the same. Nothing is removed by itself:
 * taking a line into a file is no order to delete. A cluster that cannot be asked is no failure, because
 * nothing is to be done there.
 */
export async function readLeftOut(
  workspaceRoot: string,
  release: LeftOutRelease,
): Promise<LeftOutState> {
  const { project, options } = release;
  try {
    const { kubectl } = connect(workspaceRoot, options, project);
    return leftOutState(release, await readReleases(kubectl));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const warning = `whether ${project} is installed there is not known: ${messageOf(error)}`;
    return { revision: 0, warnings: [warning] };
  }
}

function leftOutState({ project, options }: LeftOutRelease, releases: Releases): LeftOutState {
  const { environment, namespace } = options;
  const standing = standingOf({ revisions: releases.get(project) });
  if (!standing.isInstalled) return { revision: 0, warnings: [] };
  const { revision } = standing.latest;
  const other = otherEnvironment({ release: project, environment, releases });
  // That of another environment in the same namespace is no remainder of this one.
  if (other !== undefined) {
    const warning = `${project} is installed in namespace ${namespace} under the environment "${other}", and is left as it is`;
    return { revision, warnings: [warning] };
  }
  const command = `npx nx run ${project}:helm-uninstall -c ${environment}`;
  const warning = `${project} is installed in namespace ${namespace} all the same, as revision ${revision}; nothing removes it but ${command}`;
  return { revision, warnings: [warning] };
}

/** Says it as every command of one release does: one line, and what of the cluster is worth knowing. */
export async function reportLeftOut(
  workspaceRoot: string,
  release: LeftOutRelease,
): Promise<LeftOutState> {
  console.log(release.leftOut);
  const state = await readLeftOut(workspaceRoot, release);
  for (const warning of state.warnings) console.warn(warning);
  return state;
}
