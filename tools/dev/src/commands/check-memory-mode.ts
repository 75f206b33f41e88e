import { refuseOptions, runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkMemoryMode } from '../checks/memory-mode.ts';

const again = 'npx nx run dev:check-memory-mode';

/** Deploys the whole with its database in memory, and upgrades it (A2, K3). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return inCluster(
    { code: 'MEMORY_MODE_FAILED', what: 'a database in memory is not as it should be', fix: again },
    checkMemoryMode,
  );
});
