import { checkedName, readDrift } from '@taskora/ops-core';
import { z } from 'zod';
import { optionalRelease } from './inputs.ts';
import { defineTool } from './tool.ts';

export const drift = defineTool({
  name: 'ops_drift',
  group: 'cluster',
  title: 'Drift of the releases',
  description:
    'Shows what was changed outside of deployments. On a workstation nx-helm compares all three layers: sources since, the release, and each live object with what Helm applied. In a pod it says what the recorded rollouts and the owners of fields show, and in notRead what is not compared there.',
  input: z.object({ release: optionalRelease }),
  run: async ({ release }, { cluster, workspace, signal }) => {
    if (workspace === undefined) return { data: await readDrift(cluster, release) };
    const name = release === undefined ? undefined : checkedName('release', release);
    return { data: await workspace.drift(name, signal) };
  },
});
