import { runMain } from '@taskora/base/run-main';
import { checkMemoryMode } from '../checks/memory-mode.ts';

/** Deploys the whole with its database in memory, and upgrades it (A2, K3). */
await runMain(checkMemoryMode);
