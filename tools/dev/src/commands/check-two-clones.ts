import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { checkTwoClones } from '../checks/two-clones.ts';
import { editRounds } from '../checks/warm-build.ts';

const again = 'npx nx run dev:two-clones';

/** Images that are built at another path have the same content ids (N1). */
await runMain(async () => {
  const { values } = parseArgs({ options: { 'warm-rounds': { type: 'string' } } });
  const rounds = values['warm-rounds'];
  return checkTwoClones(rounds === undefined ? 0 : editRounds(rounds, again));
});
