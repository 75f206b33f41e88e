import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { checkWarmBuild, editRounds } from '../checks/warm-build.ts';

/** Front ends that are built with Next's cache are what they are without, and the cache stays bounded (N1, next.js#97802). */
await runMain(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
  return checkWarmBuild(editRounds(values.rounds, 'npx nx run dev:warm-build'));
});
