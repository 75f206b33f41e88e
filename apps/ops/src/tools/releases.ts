import { readReleases } from '@taskora/ops-core';
import { z } from 'zod';
import { defineTool } from './tool.ts';

export const releases = defineTool({
  name: 'ops_releases',
  group: 'cluster',
  title: 'Releases of the namespace',
  description:
    'Lists the Helm releases of the namespace: chart, revision, images, available pods, and why, when and from which commit each was last rolled out. Start here for the names that other tools take.',
  input: z.object({}),
  run: async (_input, { cluster }) => ({ data: await readReleases(cluster) }),
});
