import { readHistory } from '@taskora/ops-core';
import { z } from 'zod';
import { number, optionalRelease } from './inputs.ts';
import { defineTool } from './tool.ts';

const usual = 5;
const most = 20;

export const history = defineTool({
  name: 'ops_history',
  group: 'cluster',
  title: 'History of the releases',
  description:
    'Shows why each revision was rolled out: action, reason, changed sources and packages, commit, by whom, how long it took and how it ended. Rollbacks are in it. The newest is last.',
  input: z.object({
    release: optionalRelease,
    limit: number(1, most, `How many rollouts of each release, ${usual} where it is left out.`),
  }),
  run: async ({ release, limit = usual }, { cluster }) => ({
    data: await readHistory(cluster, { release, limit }),
  }),
});
