import { runMain } from '@taskora/base/run-main';
import { verifyLedgers } from '../cluster/ledgers.ts';

/** Verifies every ledger of the cluster's database; it changes nothing. */
await runMain(async () => {
  console.log(await verifyLedgers((line) => console.log(line)));
  return 0;
});
