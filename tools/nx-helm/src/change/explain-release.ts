import type { ExecutorContext } from '@nx/devkit';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ExplainInputs } from '../release/deploy-request.ts';
import { explainChanges } from './explain.ts';
import { snapshotInputs } from './snapshot-inputs.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

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
