import { refuseOptions, runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkPlainManifests } from '../checks/plain-manifests.ts';

const again = 'npx nx run taskora:check-manifests';

/** Applies the plain objects to an empty namespace of the cluster (K7). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return inCluster(
    {
      code: 'PLAIN_MANIFESTS_FAILED',
      what: 'the plain objects did not do what they do with Helm',
      fix: again,
    },
    checkPlainManifests,
  );
});
