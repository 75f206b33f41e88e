import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { publishCharts } from '../release/publish-charts.ts';

/** `publish-charts.ts --registry=HOST/PATH [--version=VERSION] [--plain-http]` */
await runMain(async () => {
  const { registry, version, ...flags } = parseArgs({
    options: {
      registry: { type: 'string' },
      version: { type: 'string' },
      'plain-http': { type: 'boolean', default: false },
    },
  }).values;
  if (registry === undefined || registry === '') {
    throw new UserError(
      'NO_REGISTRY',
      'no registry to push the charts to was given',
      'npx nx run dev:publish-charts --registry=HOST/PATH',
    );
  }
  const isPlain = flags['plain-http'];
  await publishCharts({ registry, isPlain, ...(version !== undefined && { version }) });
  return 0;
});
