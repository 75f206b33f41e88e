import { checkedName, checkedRevision } from '@taskora/ops-core';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { optionalRelease } from './inputs.ts';
import { defineTool } from './tool.ts';

export const plan = defineTool({
  name: 'ops_plan',
  group: 'workspace',
  title: 'Plan of a deployment',
  description:
    'Shows what a deployment of this checkout would change and restart, and why: per release the action, reason, changed inputs, differing objects and replaced pods. Against the cluster it renders the charts first and may take minutes where images have to be built; against a Git revision (base) it forecasts with neither build nor cluster. It deploys nothing.',
  input: z.object({
    release: optionalRelease,
    base: z
      .string()
      .optional()
      .describe(
        'A commit, branch or tag to compare the working tree with, such as main. Left out: the cluster as it runs.',
      ),
  }),
  run: async ({ release, base }, { workspace, signal }) => {
    if (workspace === undefined) throw withoutWorkspace();
    const name = release === undefined ? undefined : checkedName('release', release);
    return {
      data:
        base === undefined
          ? await workspace.plan(name, signal)
          : await workspace.forecast(name, checkedRevision(base), signal),
    };
  },
});

function withoutWorkspace(): UserError {
  return new UserError(
    'OPS_WORKSPACE_ONLY',
    'a plan needs a checkout with Nx, which this server does not have',
    'npx nx run infra:plan in a checkout, or start apps/ops/src/stdio.ts there',
  );
}
