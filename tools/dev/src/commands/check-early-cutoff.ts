import { refuseOptions, runMain } from '@taskora/base/run-main';
import { checkEarlyCutoff } from '../checks/early-cutoff.ts';

const again = 'npx nx run dev:early-cutoff';

/** An edit of comments rolls nothing out (N1). */
await runMain(async () => {
  refuseOptions(again, process.argv.slice(2));
  return checkEarlyCutoff();
});
