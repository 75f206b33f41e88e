import { refuseOptions, runMain } from '@taskora/base/run-main';
import { checkTwoClones } from '../checks/two-clones.ts';

const again = 'npx nx run dev:two-clones';

/** Images that are built at another path have the same content ids (N1). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return checkTwoClones();
});
