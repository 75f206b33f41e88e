import { runMain } from '@taskora/base/run-main';
import { checkTwoClones } from '../checks/two-clones.ts';

/** Images that are built at another path have the same content ids (N1). */
await runMain(checkTwoClones);
