import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkRouting } from '../routing/check.ts';
import { again } from '../routing/place.ts';

/** `check-routing.ts [--stream-seconds=SECONDS]` (K4) */
await runMain(async () => {
  const { values } = parseArgs({
    options: { 'stream-seconds': { type: 'string', default: '70' } },
  });
  const seconds = Number(values['stream-seconds']);
  if (Number.isInteger(seconds) && seconds > 0 && seconds < 600) {
    return inCluster(
      {
        code: 'ROUTING_FAILED',
        what: 'the product behind the routing is not as it should be',
        fix: again,
      },
      () => checkRouting(seconds),
    );
  }
  throw new UserError(
    'USAGE',
    'a stream lasts from 1 to 599 seconds',
    `${again} --stream-seconds=310`,
  );
});
