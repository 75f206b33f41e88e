import { refuseOptions, runMain } from '@taskora/base/run-main';
import { verifyLedgers } from '../cluster/ledgers.ts';

/** Verifies every ledger of the cluster's database; it changes nothing. */
await runMain(async () => {
  refuseOptions('npx nx run infra:verify-ledger', process.argv.slice(2));
  console.log(await verifyLedgers((line) => console.log(line)));
  return 0;
});
