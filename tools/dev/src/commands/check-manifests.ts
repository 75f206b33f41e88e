import { runMain } from '@taskora/base/run-main';
import { checkPlainManifests } from '../checks/plain-manifests.ts';

/** Applies the plain objects to an empty namespace of the cluster (K7). */
await runMain(checkPlainManifests);
