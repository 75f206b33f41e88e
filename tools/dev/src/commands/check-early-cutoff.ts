import { runMain } from '@taskora/base/run-main';
import { checkEarlyCutoff } from '../checks/early-cutoff.ts';

/** An edit of comments rolls nothing out (N1). */
await runMain(checkEarlyCutoff);
