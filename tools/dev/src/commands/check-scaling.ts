import { runMain } from '@taskora/base/run-main';
import { checkScaling } from '../scaling/check.ts';

/** Scales the cluster's releases by values and by load (K3, K9). */
await runMain(checkScaling);
