import { refuseOptions, runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { checkReminders } from '../reminding/check.ts';
import { again } from '../reminding/place.ts';

/** Reminds by webhooks from two replicas, of which one is killed (A2, K3). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return inCluster(
    { code: 'REMINDERS_FAILED', what: 'reminders did not arrive as they should', fix: again },
    checkReminders,
  );
});
