import { refuseOptions, runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkScaling } from '../scaling/check.ts';

const again = 'npx nx run dev:check-scaling';

/** Scales the cluster's releases by values and by load (K3, K9). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return inCluster(
    { code: 'SCALING_FAILED', what: 'the product did not scale as it should', fix: again },
    checkScaling,
  );
});
