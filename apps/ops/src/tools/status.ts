import { readStatus } from '@taskora/ops-core';
import { z } from 'zod';
import { optionalRelease } from './inputs.ts';
import { defineTool } from './tool.ts';

export const status = defineTool({
  name: 'ops_status',
  group: 'cluster',
  title: 'Status of the releases',
  description:
    'Shows what runs of the releases: findings first (what is not as it should be, with what to call next; none means healthy), then workloads, pods with restarts and use of processor and memory, Services with ready endpoints, Ingresses, autoscalers, volume claims and Jobs.',
  input: z.object({ release: optionalRelease }),
  run: async ({ release }, { cluster }) => ({ data: await readStatus(cluster, release) }),
});
