import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { checkWarmBuild } from '../checks/warm-build.ts';

/** Front ends that are built with Next's cache are what they are without, and the cache stays bounded (N1, next.js#97802). */
await runMain(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
  const rounds = Number(values.rounds);
  if (Number.isSafeInteger(rounds) && rounds > 0) return checkWarmBuild(rounds);
  throw new UserError(
    'WARM_BUILD_ROUNDS',
    `--rounds is ${JSON.stringify(values.rounds)} and has to be a number from 1`,
    'npx nx run dev:warm-build',
  );
});
