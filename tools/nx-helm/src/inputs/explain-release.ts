import type { ExecutorContext } from '@nx/devkit';
import type { ExplainInputs } from '../helm/deploy-request.ts';
import type { DeployedRelease } from '../helm/releases.ts';
import { decodeSnapshot, encodeSnapshot } from './encode.ts';
import { explainChanges } from './explain.ts';
import { snapshotInputs } from './snapshot-inputs.ts';

/** Finds out what a release is made from in this workspace, and how that differs from a record of it. */
export function explainerFor(
  context: ExecutorContext,
  release: DeployedRelease,
  configuration: string | undefined = context.configurationName,
): ExplainInputs {
  const { root, projectGraph, nxJsonConfiguration } = context;
  return async (recorded) => {
    const snapshot = await snapshotInputs({
      workspaceRoot: root,
      projectGraph,
      nxJson: nxJsonConfiguration,
      ...(configuration === undefined ? {} : { configuration }),
      release,
    });
    const before = recorded === undefined ? undefined : decodeSnapshot(recorded);
    return {
      changes: before === undefined ? undefined : explainChanges(before, snapshot),
      snapshot: encodeSnapshot(snapshot),
    };
  };
}
